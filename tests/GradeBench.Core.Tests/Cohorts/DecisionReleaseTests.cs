using GradeBench.Cohorts;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Decisions;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using static GradeBench.Core.Decisions.DecisionOutcome;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class DecisionReleaseTests(TestPostgres postgres) : CoreTest(postgres)
{
    [Fact]
    public async Task Five_decisions_on_one_path_wait_for_a_group_of_another()
    {
        var bootcamp = await GradedAsync(LearningPath.Bootcamp, 6);
        var degree = await GradedAsync(LearningPath.CsDegree, 5);
        foreach (var person in bootcamp) await DecideAsync(person, Advance);

        Assert.All((await ReadAsync()).Decisions.Cohorts, c => Assert.Null(c.Advanced));

        foreach (var person in degree) await DecideAsync(person, Decline);

        Assert.Equal(new SelectionRate(6, 6), Decided(await ReadAsync(), LearningPath.Bootcamp));
        Assert.Equal(new SelectionRate(0, 5), Decided(await ReadAsync(), LearningPath.CsDegree));
    }

    [Fact]
    public async Task Whoever_is_on_hold_is_counted_when_decided_on_and_the_latest_decision_counts()
    {
        var bootcamp = await GradedAsync(LearningPath.Bootcamp, 5);
        var degree = await GradedAsync(LearningPath.CsDegree, 5);
        foreach (var person in bootcamp.Concat(degree)) await DecideAsync(person, Hold);

        Assert.All((await ReadAsync()).Decisions.Cohorts, c => Assert.Null(c.Advanced));

        foreach (var person in bootcamp.Concat(degree)) await DecideAsync(person, Decline);
        Assert.Equal(new SelectionRate(0, 5), Decided(await ReadAsync(), LearningPath.Bootcamp));

        // Four changed decisions wait for the fifth; then all five leave, and wait for a group of another path again.
        foreach (var person in bootcamp.Take(4)) await DecideAsync(person, Advance);
        Assert.Equal(new SelectionRate(0, 5), Decided(await ReadAsync(), LearningPath.Bootcamp));
        await DecideAsync(bootcamp[4], Advance);
        Assert.Null(Decided(await ReadAsync(), LearningPath.Bootcamp));
        foreach (var person in degree) await DecideAsync(person, Advance);
        Assert.Equal(new SelectionRate(5, 5), Decided(await ReadAsync(), LearningPath.Bootcamp));
    }

    [Fact]
    public async Task Rates_of_decisions_carry_the_golden_intervals()
    {
        var bootcamp = await GradedAsync(LearningPath.Bootcamp, 10);
        var degree = await GradedAsync(LearningPath.CsDegree, 10);
        for (var i = 0; i < 10; i++)
        {
            await DecideAsync(bootcamp[i], i < 3 ? Advance : Decline);
            await DecideAsync(degree[i], i < 7 ? Advance : Decline);
        }

        var rates = (await ReadAsync()).Decisions.Rates!;
        var low = rates.Cohorts.Single(c => c.Cohort == LearningPath.Bootcamp);

        Assert.Equal(WilsonInterval.Of(3, 10), low.Interval);
        Assert.Equal(RiskRatio.Koopman(new(3, 10), new(7, 10)), low.Ratio!.Interval);
        Assert.Equal(ImpactVerdict.TooFewToSay, low.Ratio.Verdict);
        Assert.Equal(FalseAlarm.Probability(10, 2, 0.5), rates.FalseAlarm, 12);
    }

    /// <summary>As with scores: whoever looks after every decision sees changes of five people of a path or more, or none.</summary>
    [Fact]
    public async Task No_two_looks_and_no_two_periods_differ_by_fewer_than_five_decisions()
    {
        var random = new Random(11);
        var people = new List<(string Token, Guid Submission)>();
        foreach (var path in new[] { LearningPath.Bootcamp, LearningPath.SelfTaught, LearningPath.CsDegree })
        {
            people.AddRange(await GradedAsync(path, 12));
        }

        var before = new Dictionary<(string, LearningPath), (int Advanced, int Decided)>();
        var changes = 0;
        for (var i = 0; i < 120; i++)
        {
            // Decisions are changed as often as made, and now and then somebody states another path.
            var person = people[random.Next(people.Count)];
            await DecideAsync(person, (DecisionOutcome)random.Next(3));
            if (i % 9 == 0)
            {
                await App.UseAsync((LearningPathDeclaration d) => d.DeclareAsync(person.Token, (LearningPath)random.Next(1, 4), CancellationToken));
            }

            App.Clock.Advance(TimeSpan.FromDays(1));
            var now = await CountsAsync();
            foreach (var (view, counts) in now)
            {
                var was = before.GetValueOrDefault(view);
                var (advanced, declined) = (counts.Advanced - was.Advanced, counts.Decided - counts.Advanced - was.Decided + was.Advanced);
                var moved = Math.Abs(advanced) + Math.Abs(declined);
                Assert.True(moved is 0 or >= Disclosure.FewestShown, $"After decision {i} {view} changed by {moved}.");
                Assert.True(counts.Decided is 0 or >= Disclosure.FewestShown, $"After decision {i} {view} holds {counts.Decided}.");
                changes += moved > 0 ? 1 : 0;
            }

            before = now;
        }

        Assert.True(changes >= 8, $"Only {changes} changes were seen, so nothing was tried.");
        Assert.Equal(
            await Database.ReadAsync<long>("SELECT count(*) FROM cohorts.counted_decisions WHERE released_cohort IS NOT NULL"),
            await Database.ReadAsync<long>("SELECT coalesce(sum(decided), 0)::bigint FROM cohorts.released_decisions"));
        Assert.Equal(
            await Database.ReadAsync<long>("SELECT count(*) FROM cohorts.counted_decisions WHERE released_advanced"),
            await Database.ReadAsync<long>("SELECT coalesce(sum(advanced), 0)::bigint FROM cohorts.released_decisions"));
    }

    private async Task<Dictionary<(string View, LearningPath Cohort), (int Advanced, int Decided)>> CountsAsync()
    {
        var all = await ReadAsync();
        var quarters = (await App.UseAsync((CohortReports r) => r.ChoicesAsync(all.Source, CancellationToken))).Quarters;
        var views = new Dictionary<(string, LearningPath), (int, int)>();
        foreach (var quarter in quarters.Prepend("all"))
        {
            foreach (var (cohort, advanced) in (quarter == "all" ? all : await ReadAsync(quarter)).Decisions.Cohorts)
            {
                views[(quarter, cohort)] = (advanced?.Passed ?? 0, advanced?.Total ?? 0);
            }
        }

        return views;
    }

    private async Task<List<(string Token, Guid Submission)>> GradedAsync(LearningPath path, int people)
    {
        var graded = new List<(string, Guid)>();
        for (var i = 0; i < people; i++)
        {
            var issued = await App.Data.InvitationAsync();
            await App.UseAsync((LearningPathDeclaration d) => d.DeclareAsync(issued.Token, path, CancellationToken));
            var submission = await App.Data.SubmissionAsync((await App.Data.AttemptAsync(issued.Token)).AttemptId);
            await App.Data.GradeAsync(submission.RunId, 5.0m + i / 10m);
            graded.Add((issued.Token, submission.SubmissionId));
        }

        return graded;
    }

    private async Task DecideAsync((string Token, Guid Submission) person, DecisionOutcome outcome) =>
        Assert.IsType<DecideOutcome.Decided>(await App.UseAsync((DecisionService decisions) => decisions.DecideAsync(
            new(person.Submission, outcome, "criterion", "A reason of some length."), "reviewer@example.com", CancellationToken)));

    private async Task<CohortReport> ReadAsync(string? quarter = null) =>
        (await App.UseAsync((CohortReports r) => r.ReadAsync(new(TestData.AssessmentId, Quarter: quarter), CancellationToken)))!;

    private static SelectionRate? Decided(CohortReport report, LearningPath cohort) => report.Decisions.Cohorts.Single(c => c.Cohort == cohort).Advanced;
}
