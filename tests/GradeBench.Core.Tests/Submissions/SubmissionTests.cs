using GradeBench.Core.Invitations;
using GradeBench.Core.Jobs;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Core.Submissions;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Core.Tests.Submissions;

public sealed class SubmissionTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreApp _app = new(database);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_upload_is_stored_by_its_hash_with_a_queued_run_whose_job_is_handed_over()
    {
        var receipt = await _app.Data.SubmissionAsync(content: "abc");

        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", receipt.Sha256);
        Assert.Equal("abc"u8.ToArray(), await _app.UseAsync((BlobStore s) => s.FindAsync(receipt.Sha256, CancellationToken)));
        Assert.Equal(RunState.Queued, await _app.ReadAsync(db =>
            db.Runs.Where(r => r.Id == receipt.RunId).Select(r => r.State).SingleAsync(CancellationToken)));
        Assert.Equal([Job.GradeRun(receipt.RunId)], _app.Jobs.Enqueued);
        Assert.Equal(_app.Clock.GetUtcNow(), receipt.ReceivedAt);
    }

    [Fact]
    public async Task Equal_uploads_share_their_bytes_and_stay_two_submissions()
    {
        var attempt = await _app.Data.AttemptAsync();
        var first = await _app.Data.SubmissionAsync(attempt.AttemptId, "twice");
        var second = await _app.Data.SubmissionAsync(attempt.AttemptId, "twice");

        Assert.Equal((1, 2), (first.Number, second.Number));
        Assert.Equal(1, await _app.ReadAsync(db => db.Blobs.CountAsync(b => b.Sha256 == first.Sha256, CancellationToken)));
    }

    [Fact]
    public async Task Uploads_at_the_same_moment_are_numbered_without_gaps()
    {
        var attempt = await _app.Data.AttemptAsync();

        var receipts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _app.Data.SubmissionAsync(attempt.AttemptId, $"{i}")));

        Assert.Equal(Enumerable.Range(1, 8), receipts.Select(r => r.Number).Order());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task An_upload_counts_up_to_the_deadline_and_not_a_moment_later(int millisecondsLate, bool accepted)
    {
        var attempt = await _app.Data.AttemptAsync();
        _app.Clock.SetUtcNow(attempt.Deadline.AddMilliseconds(millisecondsLate));

        var outcome = await ReceiveAsync(attempt.AttemptId);

        Assert.Equal(accepted, outcome is ReceiveOutcome.Received);
        Assert.Equal(accepted ? 1 : 0, await CountAsync(attempt.AttemptId));
    }

    [Fact]
    public async Task One_attempt_cannot_fill_the_database()
    {
        await using var app = new CoreApp(database, services => services.Configure<SubmissionOptions>(o => o.MaxPerAttempt = 2));
        var attempt = await app.Data.AttemptAsync();
        await app.Data.SubmissionAsync(attempt.AttemptId, "1");
        await app.Data.SubmissionAsync(attempt.AttemptId, "2");

        var outcome = await app.UseAsync((SubmissionService s) => s.ReceiveAsync(Upload(attempt.AttemptId), CancellationToken));

        Assert.Equal(new ReceiveOutcome.TooMany(2), outcome);
    }

    [Fact]
    public async Task A_revoked_invitation_takes_no_uploads()
    {
        var issued = await _app.Data.InvitationAsync();
        var attempt = await _app.Data.AttemptAsync(issued.Token);
        await _app.UseAsync((InvitationService s) => s.RevokeAsync(issued.InvitationId, "admin", CancellationToken));

        Assert.IsType<ReceiveOutcome.NotOpen>(await ReceiveAsync(attempt.AttemptId));
    }

    [Fact]
    public async Task An_upload_is_kept_when_the_job_engine_is_away_and_handed_over_later()
    {
        _app.Jobs.IsAway = true;
        var receipt = await _app.Data.SubmissionAsync();
        _app.Jobs.IsAway = false;
        _app.Clock.Advance(TimeSpan.FromMinutes(2));

        await _app.UseAsync((RunReconciler r) => r.RunOnceAsync(CancellationToken));

        Assert.Contains(Job.GradeRun(receipt.RunId), _app.Jobs.Enqueued);
    }

    private Task<ReceiveOutcome> ReceiveAsync(Guid attemptId) =>
        _app.UseAsync((SubmissionService s) => s.ReceiveAsync(Upload(attemptId), CancellationToken));

    private static NewSubmission Upload(Guid attemptId) =>
        new(attemptId, "x"u8.ToArray(), null, "csharp", [new SubmittedFile("A.cs", 1)]);

    private Task<int> CountAsync(Guid attemptId) =>
        _app.ReadAsync(db => db.Submissions.CountAsync(s => s.AttemptId == attemptId, CancellationToken));
}
