using GradeBench.Core.Jobs;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Runs;
using GradeBench.Rubrics;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Core.Tests.Rubrics;

public sealed class RescoreJobTests(TestPostgres postgres) : CoreTest(postgres)
{
    [Fact]
    public async Task Applied_it_gives_every_submission_another_run_and_keeps_the_old_one()
    {
        var submission = await App.Data.GradedAsync(order: true, failures: false);
        var rescoring = await PublishedAsync(order: 80);

        Assert.True(await App.UseAsync((Rescorings r) => r.ApplyAsync(rescoring, "admin@example.com", Stop)));
        Assert.Contains(Job.Rescore(rescoring), App.Jobs.Enqueued);
        await RunAsync(rescoring);

        var runs = await App.ReadAsync(db => db.Runs.Where(r => r.SubmissionId == submission).OrderBy(r => r.Number).Include(r => r.Result).ToListAsync(Stop));
        Assert.Equal([5.5m, 8.2m], runs.Select(r => r.Overall!.Value));
        Assert.Equal((runs[0].Result!.EvidenceJson, runs[0].Result!.ValuesJson), (runs[1].Result!.EvidenceJson, runs[1].Result!.ValuesJson));
        Assert.Equal(8.2m, runs[1].Result!.ReadScorecard().Overall);
        var entry = await App.ReadAsync(db => db.AuditEntries.SingleAsync(e => e.Action == "submission.rescored", Stop));
        Assert.Equal(("admin@example.com", $"submission {submission}"), (entry.Actor, entry.Subject));
        var state = await App.ReadAsync(db => db.Rescorings.SingleAsync(Stop));
        Assert.Equal((RescoringState.Finished, 1, 1), (state.State, state.Total, state.Done));
    }

    [Fact]
    public async Task Doing_the_job_twice_changes_nothing_more()
    {
        await App.Data.GradedAsync(order: true, failures: false);
        var rescoring = await PublishedAsync(order: 80);
        await App.UseAsync((Rescorings r) => r.ApplyAsync(rescoring, "admin@example.com", Stop));

        await Task.WhenAll(RunAsync(rescoring), RunAsync(rescoring));
        await RunAsync(rescoring);

        Assert.Equal(2, await App.ReadAsync(db => db.Runs.CountAsync(Stop)));
    }

    [Fact]
    public async Task Declined_it_leaves_every_score_as_it_was()
    {
        var submission = await App.Data.GradedAsync(order: true, failures: false);
        var rescoring = await PublishedAsync(order: 80);

        Assert.True(await App.UseAsync((Rescorings r) => r.DeclineAsync(rescoring, "admin@example.com", Stop)));
        await RunAsync(rescoring);

        Assert.False(await App.UseAsync((Rescorings r) => r.ApplyAsync(rescoring, "admin@example.com", Stop)));
        Assert.Equal(5.5m, (await App.ReadAsync(db => db.Runs.SingleAsync(r => r.SubmissionId == submission, Stop))).Overall);
    }

    [Fact]
    public async Task A_submission_that_waits_to_be_graded_is_left_to_its_own_run()
    {
        var submission = await App.Data.GradedAsync(order: true, failures: false);
        await App.UseAsync((RunRequests requests) => requests.RequestAnotherAsync(submission, "admin@example.com", Stop));
        var rescoring = await PublishedAsync(order: 80);
        await App.UseAsync((Rescorings r) => r.ApplyAsync(rescoring, "admin@example.com", Stop));

        await RunAsync(rescoring);

        Assert.Equal(2, await App.ReadAsync(db => db.Runs.CountAsync(Stop)));
    }

    [Fact]
    public async Task Scores_under_the_new_version_join_the_cohorts_like_any_other()
    {
        for (var i = 0; i < 5; i++) await App.Data.GradedAsync(order: true, failures: false);
        var rescoring = await PublishedAsync(order: 80);
        await App.UseAsync((Rescorings r) => r.ApplyAsync(rescoring, "admin@example.com", Stop));

        await RunAsync(rescoring);

        var people = await Database.ReadAsync<long>(
            $"SELECT coalesce(sum(people), 0)::bigint FROM cohorts.released_scores WHERE dimension = 'overall' AND score = 8.2 AND rubric_version_id = (SELECT rubric_version_id FROM rescorings)");
        Assert.Equal(5, people);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<Guid> PublishedAsync(int order)
    {
        var current = await App.ReadAsync(db => db.Assessments.Select(a => a.CurrentRubricVersionId).SingleAsync(Stop));
        var draft = (await App.UseAsync((RubricDrafts d) => d.StartAsync(current, "author@example.com", Stop)))!.Value;
        var yaml = TestData.RubricYaml("2.0.0", order);
        await App.UseAsync((RubricDrafts d) => d.SaveAsync(draft, 1, yaml, "Ordering matters more.", "author@example.com", Stop));
        await App.UseAsync((RubricDryRuns d) => d.RunAsync(draft, RubricLoader.Load(yaml, "draft.yaml").OrThrow(), "author@example.com", Stop));
        await App.UseAsync((RubricPublishing p) => p.PublishAsync(draft, "author@example.com", Stop));
        await App.UseAsync((RubricPublishing p) => p.ApproveAsync(draft, "colleague@example.com", Stop));
        return await App.ReadAsync(db => db.Rescorings.Select(r => r.Id).SingleAsync(Stop));
    }

    private async Task RunAsync(Guid rescoring)
    {
        await using var scope = App.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<RescoreJob>(scope.ServiceProvider).HandleAsync(rescoring, Stop);
    }
}
