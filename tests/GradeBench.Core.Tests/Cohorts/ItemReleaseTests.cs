using GradeBench.Cohorts;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Health;
using GradeBench.Core.Cohorts.Hires;
using GradeBench.Core.Decisions;
using GradeBench.Core.Outcomes;
using GradeBench.Rubrics;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class ItemReleaseTests(TestPostgres postgres) : CoreTest(postgres)
{
    [Fact]
    public async Task A_value_is_counted_when_the_fifth_persons_end_is_known_and_whoever_waits_for_an_outcome_is_not()
    {
        var seen = new List<int?>();
        for (var i = 0; i < 6; i++)
        {
            var submission = await GradedAsync("exponential");
            await DecideAsync(submission, DecisionOutcome.Advance);
            seen.Add(People(await ReadAsync()));
            if (i != 2) await RecordAsync(submission, hired: i % 2 == 0);
        }

        seen.Add(People(await ReadAsync()));
        Assert.Equal([null, null, null, null, null, null, 5], seen);
        Assert.Equal(new SelectionRate(2, 5), (await ReadAsync()).Lifts.Single(l => l.Item == "fact:retry.kind").With);
    }

    [Fact]
    public async Task An_outcome_takes_the_place_of_a_decline_and_of_an_earlier_outcome()
    {
        var people = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            people.Add(await GradedAsync("exponential"));
            await DecideAsync(people[i], DecisionOutcome.Decline);
        }

        Assert.Equal(new SelectionRate(0, 5), (await ReadAsync()).Lifts.Single(l => l.Item == "fact:retry.kind").With);

        // Four changes wait for the fifth.
        foreach (var person in people.Take(4)) await RecordAsync(person, hired: true);
        Assert.Equal(new SelectionRate(0, 5), (await ReadAsync()).Lifts.Single(l => l.Item == "fact:retry.kind").With);
        await RecordAsync(people[4], hired: true);
        Assert.Equal(new SelectionRate(5, 5), (await ReadAsync()).Lifts.Single(l => l.Item == "fact:retry.kind").With);

        foreach (var person in people) await DecideAsync(person, DecisionOutcome.Hold);
        Assert.False((await ReadAsync()).Any);
    }

    /// <summary>
    /// An observer reads all there is to read after every event and subtracts all he can: each view from the one before,
    /// and each period from all time. What is left is five people of a value or more, or nobody.
    /// </summary>
    [Fact]
    public async Task No_two_looks_and_no_two_periods_differ_by_fewer_than_five_people_of_a_value()
    {
        var random = new Random(5);
        string[] kinds = ["none", "none", "fixed", "linear", "exponential", "exponential"];
        var people = new List<Guid>();
        for (var i = 0; i < 30; i++) people.Add(await GradedAsync(kinds[random.Next(kinds.Length)], random.Next(3) > 0));

        var before = new Dictionary<(string View, string Item, string Value), SelectionRate>();
        var changes = 0;
        for (var i = 0; i < 100; i++)
        {
            // Decisions and outcomes are changed as often as made, and time passes over the end of two quarters.
            var person = people[i < people.Count ? i : random.Next(people.Count)];
            if (i < people.Count || random.Next(4) == 0)
            {
                await DecideAsync(person, i < people.Count ? DecisionOutcome.Decline : (DecisionOutcome)random.Next(3));
            }
            else
            {
                await RecordAsync(person, random.Next(2) == 0);
            }

            App.Clock.Advance(TimeSpan.FromDays(1));
            var now = await CountsAsync();
            foreach (var view in now.Keys.Union(before.Keys))
            {
                Assert.True(Moved(now.GetValueOrDefault(view), before.GetValueOrDefault(view)) is 0 or >= Disclosure.FewestShown, $"Event {i}, {view}");
                Assert.True(now.GetValueOrDefault(view).Total is 0 or >= Disclosure.FewestShown, $"Event {i}, {view}");
                changes += now.GetValueOrDefault(view) != before.GetValueOrDefault(view) ? 1 : 0;
            }

            foreach (var ((view, item, value), counts) in now.Where(v => v.Key.View != "all"))
            {
                var rest = now[("all", item, value)].Total - counts.Total;
                Assert.True(rest is 0 or >= Disclosure.FewestShown, $"Event {i}: all time less {view} leaves {rest} with {item} = {value}.");
            }

            before = now;
        }

        Assert.True(changes >= 12, $"Only {changes} changes were seen, so nothing was tried.");
        Assert.Contains(before.Keys, key => key.View != "all");

        // Nobody is lost or counted twice: what is shown and what waits are together what stands.
        Assert.Equal(
            await Database.ReadAsync<long>("SELECT count(*) FROM cohorts.counted_people WHERE sample = 'Decided'"),
            await Database.ReadAsync<long>(
                """
                SELECT (SELECT coalesce(sum(people), 0) FROM cohorts.released_items WHERE sample = 'Decided' AND item = 'behaviour:order.results')::bigint
                    + (SELECT coalesce(sum(people), 0) FROM cohorts.waiting_items WHERE sample = 'Decided' AND item = 'behaviour:order.results')::bigint
                """));
        Assert.Equal(
            await Database.ReadAsync<long>("SELECT count(*) FROM cohorts.counted_people WHERE hired"),
            await Database.ReadAsync<long>(
                """
                SELECT (SELECT coalesce(sum(hired), 0) FROM cohorts.released_items WHERE item = 'fact:retry.kind')::bigint
                    + (SELECT coalesce(sum(hired), 0) FROM cohorts.waiting_items WHERE item = 'fact:retry.kind')::bigint
                """));
    }

    /// <summary>As above, for what is said of an assessment: a third of the people come back with another result.</summary>
    [Fact]
    public async Task No_two_looks_at_an_assessments_health_differ_by_fewer_than_five_people_of_a_value()
    {
        var random = new Random(9);
        var before = new Dictionary<string, int>();
        var changes = 0;
        for (var i = 0; i < 45; i++)
        {
            await GradedAsync("none", random.Next(3) > 0, $"person-{random.Next(30)}@example.com");
            App.Clock.Advance(TimeSpan.FromDays(3));
            var report = (await App.UseAsync((HealthReports health) => health.ReadAsync(new(TestData.AssessmentId), CancellationToken)))!;
            var values = report.Items.Single(item => item.Item == "behaviour:order.results").Values;
            foreach (var value in values)
            {
                var changed = Math.Abs((value.People ?? 0) - before.GetValueOrDefault(value.Value));
                Assert.True(changed is 0 or >= Disclosure.FewestShown, $"Event {i}: {value.Value} changed by {changed}.");
                Assert.True(value.People is null or >= Disclosure.FewestShown, $"Event {i}: {value}");
                changes += changed > 0 ? 1 : 0;
            }

            before = values.ToDictionary(v => v.Value, v => v.People ?? 0);
        }

        Assert.True(changes >= 3, $"Only {changes} changes were seen, so nothing was tried.");
        Assert.Equal(
            await Database.ReadAsync<long>("SELECT count(*) FROM cohorts.counted_people WHERE sample = 'Graded'"),
            await Database.ReadAsync<long>(
                """
                SELECT (SELECT coalesce(sum(people), 0) FROM cohorts.released_items WHERE item = 'behaviour:order.results')::bigint
                    + (SELECT coalesce(sum(people), 0) FROM cohorts.waiting_items WHERE item = 'behaviour:order.results')::bigint
                """));
    }

    /// <summary>How many people at least stand behind a change.</summary>
    private static int Moved(SelectionRate now, SelectionRate before)
    {
        var (hired, others) = (now.Passed - before.Passed, now.Total - now.Passed - before.Total + before.Passed);
        return Math.Max(Math.Abs(hired + others), Math.Max(Math.Abs(hired), Math.Abs(others)));
    }

    /// <summary>Each value by itself. A row says of two values one; the other is what it stands beside.</summary>
    private async Task<Dictionary<(string View, string Item, string Value), SelectionRate>> CountsAsync()
    {
        var all = await ReadAsync();
        var quarters = await App.UseAsync((HireReports hires) => hires.QuartersAsync(all.Source, CancellationToken));
        var counts = new Dictionary<(string, string, string), SelectionRate>();
        foreach (var quarter in quarters.Prepend("all"))
        {
            foreach (var item in (quarter == "all" ? all : await ReadAsync(quarter)).Lifts.GroupBy(l => l.Item))
            {
                foreach (var lift in item) counts[(quarter, lift.Item, lift.Value)] = lift.With;
                if (item.Count() == 1 && item.Key == "behaviour:order.results" && item.Single() is { Value: "passed", Without: { } failed }) counts[(quarter, item.Key, "failed")] = failed;
            }
        }

        return counts;
    }

    private async Task<Guid> GradedAsync(string retry, bool passed = true, string? email = null)
    {
        var attempt = email is null ? (Guid?)null : (await App.Data.AttemptAsync((await App.Data.InvitationAsync(email)).Token)).AttemptId;
        var submission = await App.Data.SubmissionAsync(attempt);
        await App.Data.GradeAsync(submission.RunId, evidence: TestData.Evidence() with
        {
            Behaviours = [new("order.results", "In order", passed ? BehaviourVerdict.Passed : BehaviourVerdict.Failed, null, null)],
            Facts = [new("retry.kind", retry, "", [])],
        });
        return submission.SubmissionId;
    }

    private Task<DecideOutcome> DecideAsync(Guid submission, DecisionOutcome outcome)
    {
        // What is decided later stands, so no two of them happen at once.
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        return App.UseAsync((DecisionService decisions) =>
            decisions.DecideAsync(new(submission, outcome, "criterion", "A reason of some length."), "reviewer@example.com", CancellationToken));
    }

    private Task<RecordOutcome> RecordAsync(Guid submission, bool hired)
    {
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        return App.UseAsync((OutcomeService outcomes) => outcomes.RecordAsync(new(submission, hired), "manager@example.com", CancellationToken));
    }

    private async Task<HireReport> ReadAsync(string? quarter = null) =>
        (await App.UseAsync((HireReports hires) => hires.ReadAsync(new(TestData.AssessmentId, Quarter: quarter), CancellationToken)))!;

    private static int? People(HireReport report) => report.Lifts.SingleOrDefault(l => l.Item == "fact:retry.kind")?.With.Total;
}
