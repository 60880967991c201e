using GradeBench.Core.Cohorts;
using GradeBench.Rubrics;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class ItemStrataTests(TestPostgres postgres) : CoreTest(postgres)
{
    /// <summary>What statistics read moves for a path only with a month's first change, and only when five people of it have come or left.</summary>
    [Fact]
    public async Task What_is_read_never_follows_a_single_grading()
    {
        var random = new Random(3);
        LearningPath[] paths = [LearningPath.Bootcamp, LearningPath.SelfTaught, LearningPath.CsDegree];
        var before = await SteppedAsync();
        var (month, steps) = (App.Clock.GetUtcNow().Month, 0);
        for (var i = 0; i < 60; i++)
        {
            await GradedAsync(paths[random.Next(3)], random.Next(2) == 0, $"person-{random.Next(40)}@example.com");
            var now = await SteppedAsync();
            foreach (var cohort in paths)
            {
                // A person has one value of a behaviour, so a path's cells add up to its people.
                var (was, cells) = (before.Where(c => c.Key.Cohort == cohort).ToArray(), now.Where(c => c.Key.Cohort == cohort).ToArray());
                if (!was.ToHashSet().SetEquals(cells))
                {
                    steps++;
                    Assert.NotEqual(month, App.Clock.GetUtcNow().Month);
                    Assert.True(await ChangedAsync(cohort) <= 2, $"Event {i}: the step of {cohort} was not taken with a new count.");
                }
            }

            (before, month) = (now, App.Clock.GetUtcNow().Month);
            App.Clock.Advance(TimeSpan.FromDays(2));
        }

        Assert.True(steps >= 4, $"Only {steps} steps were seen, so nothing was tried.");
        Assert.Equal(
            await Database.ReadAsync<long>("SELECT count(*) FROM cohorts.counted_people WHERE sample = 'Graded'"),
            await Database.ReadAsync<long>("SELECT sum(people)::bigint FROM cohorts.item_strata WHERE item = 'behaviour:order.results'"));
        Assert.Equal(0, await Database.ReadAsync<long>("SELECT count(*) FROM cohorts.item_strata WHERE people < 0 OR met < 0 OR met > people"));
    }

    [Fact]
    public async Task Four_people_of_a_path_wait_whatever_the_month_and_the_fifth_takes_them_along_next_month()
    {
        for (var i = 0; i < 4; i++) await GradedAsync(LearningPath.Bootcamp, true);
        App.Clock.Advance(TimeSpan.FromDays(31));
        await GradedAsync(LearningPath.Bootcamp, true);
        Assert.Empty(await SteppedAsync());

        App.Clock.Advance(TimeSpan.FromDays(31));
        await GradedAsync(LearningPath.CsDegree, true);

        Assert.Equal(5, (await SteppedAsync()).Values.Sum());
        Assert.Equal("2026-08", await App.ReadAsync(db => db.StrataSteps.Where(s => s.Cohort == LearningPath.Bootcamp).Select(s => s.SteppedMonth).SingleAsync(CancellationToken)));
    }

    [Fact]
    public async Task Somebody_who_states_another_path_is_counted_in_that_one_only()
    {
        var token = await GradedAsync(LearningPath.Bootcamp, true);

        await App.UseAsync((LearningPathDeclaration d) => d.DeclareAsync(token, LearningPath.CsDegree, CancellationToken));

        var cells = await App.ReadAsync(db => db.StratumCounts.Where(s => s.People > 0).Select(s => s.Cohort).Distinct().ToListAsync(CancellationToken));
        Assert.Equal([LearningPath.CsDegree], cells);
    }

    private Task<Dictionary<(LearningPath Cohort, int Band), int>> SteppedAsync() => App.ReadAsync(db => db.StratumCounts
        .Where(s => s.Item == "behaviour:order.results" && s.SteppedPeople > 0)
        .ToDictionaryAsync(s => (s.Cohort, s.Band), s => s.SteppedPeople, CancellationToken));

    private Task<int> ChangedAsync(LearningPath cohort) => App.ReadAsync(db => db.StrataSteps.Where(s => s.Cohort == cohort).Select(s => s.Changed).SingleAsync(CancellationToken));

    private async Task<string> GradedAsync(LearningPath path, bool passed, string? email = null)
    {
        var issued = await App.Data.InvitationAsync(email);
        await App.UseAsync((LearningPathDeclaration d) => d.DeclareAsync(issued.Token, path, CancellationToken));
        var submission = await App.Data.SubmissionAsync((await App.Data.AttemptAsync(issued.Token)).AttemptId);
        await App.Data.GradeAsync(submission.RunId, evidence: TestData.Evidence() with
        {
            Behaviours = [new("order.results", "In order", passed ? BehaviourVerdict.Passed : BehaviourVerdict.Failed, null, null)],
        });
        return issued.Token;
    }
}
