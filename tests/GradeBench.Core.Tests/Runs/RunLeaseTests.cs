using GradeBench.Core.Runs;
using GradeBench.TestKit;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Runs;

public sealed class RunLeaseTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private static readonly TimeSpan Lease = new RunOptions().Lease;

    private readonly CoreApp _app = new(database);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Of_many_workers_one_gets_the_run()
    {
        var runId = (await _app.Data.SubmissionAsync()).RunId;

        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => ClaimAsync(runId, $"worker-{i}")));

        Assert.Single(claims, claim => claim is not null);
    }

    [Fact]
    public async Task A_held_run_is_not_given_away_while_its_lease_is_renewed()
    {
        var runId = (await _app.Data.SubmissionAsync()).RunId;
        var claim = await _app.Data.ClaimAsync(runId);
        for (var i = 0; i < 3; i++)
        {
            _app.Clock.Advance(Lease * 0.9);
            Assert.True(await UseAsync(lease => lease.RenewAsync(claim, CancellationToken)));
        }

        Assert.Null(await ClaimAsync(runId, "worker-2"));
    }

    [Fact]
    public async Task An_expired_lease_is_taken_by_the_next_worker_and_the_first_can_no_longer_end_the_run()
    {
        var runId = (await _app.Data.SubmissionAsync()).RunId;
        var dead = await _app.Data.ClaimAsync(runId, "worker-1");
        _app.Clock.Advance(Lease + TimeSpan.FromSeconds(1));

        var next = await ClaimAsync(runId, "worker-2");

        Assert.Equal(2, next!.Claims);
        Assert.False(await UseAsync(lease => lease.RenewAsync(dead, CancellationToken)));
        Assert.False(await CompleteAsync(dead, 3.0m));
        Assert.IsType<FaultOutcome.Void>(await UseAsync(lease => lease.FaultAsync(dead, "late", CancellationToken)));
        Assert.True(await CompleteAsync(next, 7.0m));
        Assert.Equal(7.0m, (await RunAsync(runId)).Overall);
    }

    [Fact]
    public async Task Completing_stores_evidence_scorecard_and_scores_together()
    {
        var runId = (await _app.Data.SubmissionAsync()).RunId;

        await _app.Data.GradeAsync(runId, 8.5m);

        var run = await RunAsync(runId);
        Assert.Equal((RunState.Graded, RunStage.Done, 8.5m), (run.State, run.Stage, run.Overall));
        Assert.Equal(8.5m, run.Dimensions!["typing"]);
        Assert.Equal(TestData.PackVersion, run.Result!.ReadEvidence().PackVersion);
        Assert.Equal(8.5m, run.Result.ReadScorecard().Overall);
        Assert.Equal(5, await _app.ReadAsync(db => db.ScoreRows.CountAsync(s => s.RunId == runId, CancellationToken)));
    }

    [Fact]
    public async Task A_run_cannot_be_completed_twice()
    {
        var runId = (await _app.Data.SubmissionAsync()).RunId;
        var claim = await _app.Data.ClaimAsync(runId);

        var ended = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => CompleteAsync(claim, 5.0m)));

        Assert.Single(ended, done => done);
        Assert.Null(await ClaimAsync(runId, "worker-2"));
        Assert.Equal(1, await _app.ReadAsync(db => db.RunResults.CountAsync(r => r.RunId == runId, CancellationToken)));
    }

    [Fact]
    public async Task A_scorecard_of_an_unpublished_rubric_is_refused_and_nothing_is_stored()
    {
        var runId = (await _app.Data.SubmissionAsync()).RunId;
        var claim = await _app.Data.ClaimAsync(runId);

        await Assert.ThrowsAsync<InvalidOperationException>(() => UseAsync(lease =>
            lease.CompleteAsync(claim, TestData.Evidence(), TestData.Scorecard(rubricHash: "unknown"), CancellationToken)));

        Assert.Equal(RunState.Running, (await RunAsync(runId)).State);
    }

    [Fact]
    public async Task Faults_are_retried_with_growing_delays_and_then_quarantined_without_a_score()
    {
        var runId = (await _app.Data.SubmissionAsync()).RunId;
        var outcomes = new List<FaultOutcome>();
        for (var i = 1; i <= 3; i++)
        {
            var claim = await _app.Data.ClaimAsync(runId);
            outcomes.Add(await UseAsync(lease => lease.FaultAsync(claim, $"sandbox broke {i}", CancellationToken)));
        }

        Assert.Equal(
            [new FaultOutcome.Retry(TimeSpan.FromSeconds(2)), new FaultOutcome.Retry(TimeSpan.FromSeconds(4)), new FaultOutcome.Quarantined(3)],
            outcomes);
        var run = await RunAsync(runId);
        Assert.Equal((RunState.Quarantined, "sandbox broke 3", null), (run.State, run.LastFault, run.Overall));
        Assert.Null(await ClaimAsync(runId, "worker-2"));
    }

    [Fact]
    public async Task A_quarantined_run_can_be_released_and_graded()
    {
        var runId = (await _app.Data.SubmissionAsync()).RunId;
        for (var i = 0; i < 3; i++)
        {
            var claim = await _app.Data.ClaimAsync(runId);
            await UseAsync(lease => lease.FaultAsync(claim, "sandbox broke", CancellationToken));
        }

        Assert.True(await _app.UseAsync((RunRequests r) => r.ReleaseAsync(runId, "admin", CancellationToken)));
        await _app.Data.GradeAsync(runId);

        Assert.Equal(RunState.Graded, (await RunAsync(runId)).State);
    }

    [Fact]
    public async Task A_worker_that_stops_gives_its_run_back_without_a_try_lost()
    {
        var runId = (await _app.Data.SubmissionAsync()).RunId;
        var claim = await _app.Data.ClaimAsync(runId);

        await _app.UseAsync((RunLease lease) => lease.ReleaseAsync(claim, CancellationToken));

        Assert.Equal((RunState.Queued, 0), ((await RunAsync(runId)).State, (await RunAsync(runId)).Claims));
        Assert.Equal(1, (await _app.Data.ClaimAsync(runId, "worker-2")).Claims);
    }

    [Fact]
    public async Task A_rerun_that_fails_never_replaces_the_good_result()
    {
        var receipt = await _app.Data.SubmissionAsync();
        await _app.Data.GradeAsync(receipt.RunId, 9.0m);
        var rerun = await _app.UseAsync((RunRequests r) => r.RequestAnotherAsync(receipt.SubmissionId, "admin", CancellationToken));

        for (var i = 0; i < 3; i++)
        {
            var claim = await _app.Data.ClaimAsync(rerun!.Value);
            await UseAsync(lease => lease.FaultAsync(claim, "sandbox broke", CancellationToken));
        }

        Assert.Equal(9.0m, (await RunAsync(receipt.RunId)).Overall);
        Assert.Equal(9.0m, await _app.ReadAsync(db => db.ScoreRows
            .Where(s => s.SubmissionId == receipt.SubmissionId && s.Counts && s.Dimension == "typing")
            .Select(s => s.Score).SingleAsync(CancellationToken)));
    }

    [Fact]
    public async Task A_rerun_that_ends_well_counts_from_then_on_and_the_change_is_audited()
    {
        var receipt = await _app.Data.SubmissionAsync();
        await _app.Data.GradeAsync(receipt.RunId, 9.0m);
        var rerun = await _app.UseAsync((RunRequests r) => r.RequestAnotherAsync(receipt.SubmissionId, "admin", CancellationToken));

        await _app.Data.GradeAsync(rerun!.Value, 6.0m);

        Assert.Equal(6.0m, await _app.ReadAsync(db => db.ScoreRows
            .Where(s => s.SubmissionId == receipt.SubmissionId && s.Counts && s.Dimension == "typing")
            .Select(s => s.Score).SingleAsync(CancellationToken)));
        var entry = await _app.ReadAsync(db => db.AuditEntries.SingleAsync(
            e => e.Action == "submission.rescored" && e.Subject == $"submission {receipt.SubmissionId}", CancellationToken));
        Assert.Contains("\"Before\":9.0,\"After\":6.0", entry.Details, StringComparison.Ordinal);
    }

    private Task<ClaimedRun?> ClaimAsync(Guid runId, string worker) =>
        UseAsync(lease => lease.ClaimAsync(runId, worker, CancellationToken));

    private Task<bool> CompleteAsync(ClaimedRun claim, decimal score) =>
        UseAsync(lease => lease.CompleteAsync(claim, TestData.Evidence(), TestData.Scorecard(score), CancellationToken));

    private Task<T> UseAsync<T>(Func<RunLease, Task<T>> use) => _app.UseAsync(use);

    private Task<Run> RunAsync(Guid runId) =>
        _app.ReadAsync(db => db.Runs.Include(r => r.Result).SingleAsync(r => r.Id == runId, CancellationToken));
}
