using GradeBench.Core.Jobs;
using GradeBench.Core.Practice;
using GradeBench.TestKit;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Practice;

public sealed class PracticeTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly CoreApp _app = new(database);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Before_start_the_warm_up_is_tried_and_afterwards_the_task_until_the_deadline()
    {
        var invitation = await _app.Data.InvitationAsync();
        var before = await TryAsync(invitation.Token);
        var started = await _app.Data.AttemptAsync(invitation.Token);
        var during = await TryAsync(invitation.Token);
        _app.Clock.SetUtcNow(started.Deadline.AddSeconds(1));

        Assert.Null(await TryAsync(invitation.Token));
        Assert.Equal((WarmUp.PackId, TestData.AssessmentId), (await PackAsync(before), await PackAsync(during)));
        Assert.Equal([Job.Practice(before!.Value), Job.Practice(during!.Value)], _app.Jobs.Enqueued);
    }

    [Fact]
    public async Task A_try_is_no_submission_and_no_run()
    {
        var invitation = await _app.Data.InvitationAsync();
        var started = await _app.Data.AttemptAsync(invitation.Token);
        await TryAsync(invitation.Token);

        Assert.Equal(0, await _app.ReadAsync(db => db.Submissions.CountAsync(s => s.AttemptId == started.AttemptId, CancellationToken)));
    }

    [Fact]
    public async Task A_try_is_held_by_one_worker_comes_back_when_it_dies_and_is_given_up_after_three()
    {
        var id = (await TryAsync((await _app.Data.InvitationAsync()).Token))!.Value;

        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ClaimAsync(id)));
        Assert.Single(claims, c => c is not null);
        for (var more = 0; more < 2; more++)
        {
            _app.Clock.Advance(TimeSpan.FromMinutes(3));
            Assert.NotNull(await ClaimAsync(id));
        }

        _app.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Null(await ClaimAsync(id));
    }

    [Fact]
    public async Task What_was_seen_is_kept_and_the_files_are_not()
    {
        var invitation = await _app.Data.InvitationAsync();
        var id = (await TryAsync(invitation.Token))!.Value;
        await ClaimAsync(id);

        await _app.UseAsync((PracticeService s) => s.EndAsync(id, new PracticeResult(true, [], [new("Counts", true, null)], ["tests/A.cs"]), CancellationToken));

        var run = await _app.UseAsync((PracticeService s) => s.FindOwnAsync(invitation.Token, id, CancellationToken));
        Assert.Null(run!.Content);
        Assert.Equal(_app.Clock.GetUtcNow(), run.FinishedAt);
        Assert.Equal("Counts", Assert.Single(run.Result!.Examples).Title);
        Assert.Null(await ClaimAsync(id));
    }

    [Fact]
    public async Task Only_the_link_that_made_a_try_opens_it_and_the_latest_twenty_are_kept()
    {
        var invitation = await _app.Data.InvitationAsync();
        var first = (await TryAsync(invitation.Token))!.Value;
        for (var i = 0; i < PracticeService.Kept; i++)
        {
            _app.Clock.Advance(TimeSpan.FromSeconds(1));
            await TryAsync(invitation.Token);
        }

        var listed = await _app.UseAsync((PracticeService s) => s.ListOwnAsync(invitation.Token, CancellationToken));
        Assert.Equal(PracticeService.Kept, listed.Count);
        Assert.DoesNotContain(listed, p => p.Id == first);
        Assert.Null(await _app.UseAsync((PracticeService s) => s.FindOwnAsync("guess", listed[0].Id, CancellationToken)));
    }

    [Fact]
    public async Task A_lost_try_is_handed_over_again_once_per_wait_and_given_up_when_every_worker_dies_of_it()
    {
        _app.Jobs.IsAway = true;
        var id = (await TryAsync((await _app.Data.InvitationAsync()).Token))!.Value;
        _app.Jobs.IsAway = false;
        await ReconcileAsync();
        Assert.DoesNotContain(Job.Practice(id), _app.Jobs.Enqueued);

        for (var claims = 1; claims <= PracticeService.MaxClaims; claims++)
        {
            _app.Clock.Advance(TimeSpan.FromMinutes(3));
            await ReconcileAsync();
            await ReconcileAsync();
            Assert.Equal(claims, _app.Jobs.Enqueued.Count(j => j == Job.Practice(id)));
            Assert.NotNull(await ClaimAsync(id));
            await ReconcileAsync();
            Assert.Equal(claims, _app.Jobs.Enqueued.Count(j => j == Job.Practice(id)));
        }

        _app.Clock.Advance(TimeSpan.FromMinutes(3));
        await ReconcileAsync();

        var ended = await _app.ReadAsync(db => db.PracticeRuns.SingleAsync(p => p.Id == id, CancellationToken));
        Assert.Equal((_app.Clock.GetUtcNow(), null, null), (ended.FinishedAt, ended.Result, ended.Content));
    }

    private Task<PracticeReport> ReconcileAsync() => _app.UseAsync((PracticeReconciler s) => s.RunOnceAsync(CancellationToken));

    private Task<Guid?> TryAsync(string token) => _app.UseAsync((PracticeService s) =>
        s.RequestAsync(new NewPractice(token, "zip"u8.ToArray(), "csharp", [new("A.cs", 3)], []), CancellationToken));

    private Task<ClaimedPractice?> ClaimAsync(Guid id) => _app.UseAsync((PracticeService s) => s.ClaimAsync(id, CancellationToken));

    private Task<string> PackAsync(Guid? id) =>
        _app.ReadAsync(db => db.PracticeRuns.Where(p => p.Id == id).Select(p => p.PackId).SingleAsync(CancellationToken));
}
