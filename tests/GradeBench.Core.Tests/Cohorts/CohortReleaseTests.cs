using GradeBench.Cohorts;
using GradeBench.Core.Cohorts;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class CohortReleaseTests(TestPostgres postgres) : CoreTest(postgres)
{
    [Fact]
    public async Task A_cohort_joins_with_its_fifth_person_and_grows_by_five()
    {
        var seen = new List<int?>();
        for (var i = 0; i < 11; i++)
        {
            await GradedAsync(LearningPath.Bootcamp, 5.0m + i / 10m);
            seen.Add(People(await ReadAsync(), LearningPath.Bootcamp));
        }

        Assert.Equal([null, null, null, null, 5, 5, 5, 5, 5, 10, 10], seen);
    }

    [Fact]
    public async Task Released_scores_have_the_golden_mean_and_interval_but_no_deviation_below_ten_people()
    {
        foreach (var score in new[] { 5m, 6, 6, 7, 7, 8, 4, 6, 5.5m, 6.5m })
        {
            await GradedAsync(LearningPath.Bootcamp, score);
            await GradedAsync(LearningPath.CsDegree, score == 5.5m ? 9 : score + 1);
            if (People(await ReadAsync(), LearningPath.Bootcamp) is 5)
            {
                Assert.Null(Figures(await ReadAsync(), LearningPath.Bootcamp).StandardDeviation);
            }
        }

        var report = await ReadAsync();
        var bootcamp = Figures(report, LearningPath.Bootcamp);
        double[] scores = [5, 6, 6, 7, 7, 8, 4, 6, 5.5, 6.5];
        var expected = SampleSummary.Of(scores)!;

        Assert.Equal(expected.Mean, bootcamp.Mean, 12);
        Assert.Equal(expected.StandardDeviation!.Value, bootcamp.StandardDeviation!.Value, 12);
        Assert.Equal(MeanInterval.Of(expected), bootcamp.MeanInterval);
        var difference = Assert.Single(report.Dimensions.Single(d => d.Dimension == "typing").Differences);
        Assert.Equal((LearningPath.CsDegree, LearningPath.Bootcamp), (difference.First, difference.Second));
        Assert.True(difference.Points!.Difference > 0);
        Assert.All(report.Rates!.Cohorts, rate => Assert.True(rate.Ratio is null or { Verdict: ImpactVerdict.TooFewToSay }));
    }

    [Fact]
    public async Task What_is_left_over_joins_in_a_later_quarter()
    {
        for (var i = 0; i < 8; i++)
        {
            await GradedAsync(LearningPath.SelfTaught, 6.0m);
        }

        App.Clock.Advance(TimeSpan.FromDays(92));
        await GradedAsync(LearningPath.SelfTaught, 7.0m);
        await GradedAsync(LearningPath.SelfTaught, 7.0m);

        Assert.Equal(10, People(await ReadAsync(), LearningPath.SelfTaught));
        Assert.Equal(5, People(await ReadAsync("2026-Q2"), LearningPath.SelfTaught));
        Assert.Equal(5, People(await ReadAsync("2026-Q3"), LearningPath.SelfTaught));
        Assert.Null(await App.UseAsync((CohortReports r) => r.ReadAsync(new(Quarter: "2026-Q1"), CancellationToken)));
    }

    [Fact]
    public async Task A_person_who_submits_again_is_never_in_twice()
    {
        for (var i = 0; i < 5; i++)
        {
            await GradedAsync(LearningPath.Bootcamp, 4.0m, $"person-{i}@example.com");
        }

        for (var i = 0; i < 5; i++)
        {
            App.Clock.Advance(TimeSpan.FromHours(1));
            await GradedAsync(LearningPath.Bootcamp, 8.0m, $"person-{i}@example.com");
            var expected = i < 4 ? 4.0 : 8.0;
            Assert.Equal((5, expected), (Figures(await ReadAsync(), LearningPath.Bootcamp).People, Figures(await ReadAsync(), LearningPath.Bootcamp).Mean));
        }
    }

    [Fact]
    public async Task Runs_that_end_at_once_are_all_counted_and_none_waits_for_another_for_ever()
    {
        await App.Data.PackAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => GradedAsync(LearningPath.CsDegree, 5.0m + i / 10m)));

        Assert.Equal(10, People(await ReadAsync(), LearningPath.CsDegree));
    }

    /// <summary>
    /// An observer reads everything there is to read after every single event and subtracts all he can: each view from the
    /// one before, and every pair of periods. What is left is five people or more, or nobody.
    /// </summary>
    [Fact]
    public async Task No_two_looks_and_no_two_periods_differ_by_fewer_than_five_people()
    {
        var random = new Random(7);
        var paths = new[] { LearningPath.Bootcamp, LearningPath.SelfTaught, LearningPath.CsDegree };
        var before = new Dictionary<(string, LearningPath), Dictionary<decimal, int>>();
        var changes = 0;
        for (var i = 0; i < 60; i++)
        {
            // A third of the people come back, some with another path, and time passes over the ends of two quarters.
            await GradedAsync(paths[random.Next(3)], 3 + random.Next(60) / 10m, $"person-{random.Next(40)}@example.com");
            App.Clock.Advance(TimeSpan.FromDays(2));

            var now = await EverythingAsync();
            foreach (var (view, scores) in now)
            {
                var difference = Difference(scores, before.GetValueOrDefault(view) ?? []);
                Assert.True(difference is 0 or >= Disclosure.FewestShown, $"After event {i} the view {view} changed by {difference}.");
                changes += difference > 0 ? 1 : 0;
            }

            foreach (var (view, scores) in now.Where(v => v.Key.View != "all"))
            {
                var rest = Difference(now[("all", view.Cohort)], scores);
                Assert.True(rest is 0 or >= Disclosure.FewestShown, $"After event {i} all time and {view} differ by {rest}.");
            }

            before = now.ToDictionary(v => (v.Key.View, v.Key.Cohort), v => v.Value);
        }

        Assert.True(changes >= 8, $"Only {changes} changes were seen, so nothing was tried.");
        Assert.Contains(before.Keys, key => key.Item1 != "all");
    }

    private async Task<Dictionary<(string View, LearningPath Cohort), Dictionary<decimal, int>>> EverythingAsync()
    {
        var all = await ReadAsync();
        var quarters = (await App.UseAsync((CohortReports r) => r.ChoicesAsync(all.Source, CancellationToken))).Quarters;
        var views = new Dictionary<(string, LearningPath), Dictionary<decimal, int>>();
        foreach (var quarter in quarters.Prepend("all"))
        {
            var report = quarter == "all" ? all : await ReadAsync(quarter);
            foreach (var cohort in report.Cohorts)
            {
                var figures = report.Dimensions.Single(d => d.Dimension == "typing").Cohorts.SingleOrDefault(c => c.Cohort == cohort.Cohort);
                Assert.Equal(cohort.People, figures?.People);
                views[(quarter, cohort.Cohort)] = figures?.Scores.ToDictionary(s => s.Score, s => s.People) ?? [];
            }
        }

        return views;
    }

    /// <summary>How many people at least must have joined or left to turn one into the other.</summary>
    private static int Difference(Dictionary<decimal, int> scores, Dictionary<decimal, int> others)
    {
        var changes = scores.Keys.Union(others.Keys).Select(s => scores.GetValueOrDefault(s) - others.GetValueOrDefault(s)).ToList();

        return changes.Where(c => c > 0).Sum() + changes.Where(c => c < 0).Sum(c => -c);
    }

    private async Task GradedAsync(LearningPath path, decimal score, string? email = null)
    {
        var issued = await App.Data.InvitationAsync(email);
        await App.UseAsync((LearningPathDeclaration d) => d.DeclareAsync(issued.Token, path, CancellationToken));
        var attempt = await App.Data.AttemptAsync(issued.Token);
        await App.Data.GradeAsync((await App.Data.SubmissionAsync(attempt.AttemptId)).RunId, score);
    }

    private async Task<CohortReport> ReadAsync(string? quarter = null) =>
        (await App.UseAsync((CohortReports r) => r.ReadAsync(new(TestData.AssessmentId, Quarter: quarter), CancellationToken)))!;

    private static int? People(CohortReport report, LearningPath cohort) => report.Cohorts.Single(c => c.Cohort == cohort).People;

    private static CohortFigures Figures(CohortReport report, LearningPath cohort) =>
        report.Dimensions.Single(d => d.Dimension == "typing").Cohorts.Single(c => c.Cohort == cohort);
}
