using GradeBench.Cohorts;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Hires;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class HireStatisticsTests
{
    private static readonly SampleSource Source = new(Population.Submissions, "task-runner", "Task runner", Guid.Empty, "1.0.0", "hash");

    [Fact]
    public void A_value_stands_beside_all_others_of_its_item_with_the_golden_intervals()
    {
        var lift = Report(("fact:retry.kind", "exponential", 12, 40), ("fact:retry.kind", "fixed", 4, 30), ("fact:retry.kind", "none", 1, 20))
            .Lifts.Single(l => l.Value == "exponential");

        Assert.Equal(new SelectionRate(5, 50), lift.Without);
        Assert.Equal(3.0, lift.Comparison!.Lift!.Value, 12);
        Assert.Equal(RiskRatio.Koopman(new(12, 40), new(5, 50)), lift.Comparison.LiftInterval);
        Assert.Equal(WilsonInterval.Of(12, 40), lift.Comparison.WithInterval);
        Assert.Equal(FisherTest.Of(new(12, 40), new(5, 50)).MidP, lift.Comparison.P);
    }

    [Fact]
    public void Of_two_values_one_row_says_everything()
    {
        var report = Report(("behaviour:a", "failed", 3, 40), ("behaviour:a", "passed", 20, 50), ("fact:types.dynamic", "none", 9, 60), ("fact:types.dynamic", "present", 9, 30));

        Assert.Equal([("behaviour:a", "passed"), ("fact:types.dynamic", "present")], report.Lifts.Select(l => (l.Item, l.Value)).Order());
    }

    [Theory]
    [InlineData(9, 100, false, LiftVerdict.TooFewToSay)]
    [InlineData(29, 100, true, LiftVerdict.TooFewToSay)]
    [InlineData(30, 100, true, LiftVerdict.HiredMoreOften)]
    [InlineData(100, 9, false, LiftVerdict.TooFewToSay)]
    public void Few_people_are_compared_with_an_interval_only_and_fewer_not_at_all(int with, int without, bool compared, LiftVerdict verdict)
    {
        var lift = Report(("behaviour:a", "failed", without / 20, without), ("behaviour:a", "passed", with, with)).Lifts.Single();

        Assert.Equal(compared, lift.Comparison is not null);
        Assert.Equal(verdict, lift.Verdict);
    }

    [Fact]
    public void Among_many_rows_one_that_differs_by_chance_says_nothing()
    {
        (string, string, int, int)[] one = [("behaviour:a", "failed", 8, 40), ("behaviour:a", "passed", 17, 40)];
        var noise = Enumerable.Range(0, 40).SelectMany(i => new[] { ($"behaviour:n{i}", "failed", 12, 40), ($"behaviour:n{i}", "passed", 13, 40) });

        var alone = Report(one).Lifts.Single();
        var among = Report([.. one, .. noise]).Lifts.Single(l => l.Item == "behaviour:a");

        Assert.Equal(LiftVerdict.HiredMoreOften, alone.Verdict);
        Assert.Equal(alone.Comparison, among.Comparison);
        Assert.Equal(LiftVerdict.CannotTell, among.Verdict);
        Assert.Equal(1, among.AdjustedP);
    }

    [Theory]
    [InlineData(null, null, 10, 50, ClaimVerdict.TooFewToSay)]
    [InlineData(9, 29, 10, 200, ClaimVerdict.TooFewToSay)]
    [InlineData(4, 30, 2, 30, ClaimVerdict.CannotTell)]
    [InlineData(30, 60, 32, 200, ClaimVerdict.Compatible)]
    [InlineData(30, 100, 60, 200, ClaimVerdict.Contradicted)]
    public void The_articles_claim_is_a_hypothesis_that_data_can_bear_or_contradict(int? hired, int? people, int others, int othersPeople, ClaimVerdict verdict)
    {
        List<(string, string, int, int)> counts = [("combination:article", "not-all", others, othersPeople)];
        if (people is not null) counts.Add(("combination:article", "all", hired!.Value, people.Value));

        var claim = Report([.. counts]).Claim;

        Assert.Equal((verdict, 3.1), (claim.Verdict, claim.Claimed));
    }

    [Fact]
    public void Nobody_known_is_no_number() => Assert.False(Report().Any);

    [Fact]
    public void Nobody_hired_without_the_value_leaves_the_lift_open_above()
    {
        var lift = Report(("behaviour:a", "failed", 0, 40), ("behaviour:a", "passed", 12, 40)).Lifts.Single();

        Assert.Null(lift.Comparison!.Lift);
        Assert.Equal(double.PositiveInfinity, lift.Comparison.LiftInterval!.Value.Upper);
        Assert.Equal(LiftVerdict.HiredMoreOften, lift.Verdict);
    }

    private static HireReport Report(params (string Item, string Value, int Hired, int People)[] counts) =>
        HireStatistics.Of(Source, null, [.. counts.Select(c => (c.Item, c.Value, new SelectionRate(c.Hired, c.People)))]);
}
