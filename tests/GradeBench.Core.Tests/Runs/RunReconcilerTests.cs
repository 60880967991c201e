using GradeBench.Core.Jobs;
using GradeBench.Core.Runs;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Runs;

public sealed class RunReconcilerTests(TestPostgres postgres) : CoreTest(postgres)
{
    [Fact]
    public async Task A_dead_workers_run_comes_back()
    {
        var runId = (await App.Data.SubmissionAsync()).RunId;
        await App.Data.ClaimAsync(runId);
        App.Clock.Advance(new RunOptions().Lease + TimeSpan.FromSeconds(1));

        var report = await ReconcileAsync();

        Assert.Equal(new ReconcileReport(HandedOver: 1, Quarantined: 0), report);
        Assert.Equal([Job.GradeRun(runId), Job.GradeRun(runId)], App.Jobs.Enqueued);
    }

    [Fact]
    public async Task Runs_that_are_held_fresh_or_finished_are_left_alone()
    {
        await App.Data.GradeAsync((await App.Data.SubmissionAsync()).RunId);
        App.Clock.Advance(TimeSpan.FromHours(1));
        await App.Data.ClaimAsync((await App.Data.SubmissionAsync()).RunId);
        await App.Data.SubmissionAsync();

        Assert.Equal(new ReconcileReport(0, 0), await ReconcileAsync());
    }

    [Fact]
    public async Task A_lost_job_is_handed_over_once_per_round_of_waiting()
    {
        await App.Data.SubmissionAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(1, (await ReconcileAsync()).HandedOver);
        Assert.Equal(0, (await ReconcileAsync()).HandedOver);
    }

    [Fact]
    public async Task A_run_that_kills_every_worker_ends_in_quarantine()
    {
        var runId = (await App.Data.SubmissionAsync()).RunId;
        for (var i = 0; i < new RunOptions().MaxClaims; i++)
        {
            await App.Data.ClaimAsync(runId);
            App.Clock.Advance(new RunOptions().Lease + TimeSpan.FromSeconds(1));
        }

        Assert.Equal(new ReconcileReport(0, Quarantined: 1), await ReconcileAsync());

        var run = await App.ReadAsync(db => db.Runs.SingleAsync(r => r.Id == runId, CancellationToken));
        Assert.Equal(RunState.Quarantined, run.State);
        Assert.Contains("worker died", run.LastFault, StringComparison.Ordinal);
        Assert.Null(run.Overall);
    }

    private Task<ReconcileReport> ReconcileAsync() => App.UseAsync((RunReconciler r) => r.RunOnceAsync(CancellationToken));
}
