using GradeBench.Cohorts;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Fairness;
using static GradeBench.Core.Cohorts.LearningPath;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class FairnessStatisticsTests
{
    private static readonly SampleSource Source = new(Population.Submissions, "task-runner", "Task runner", Guid.Empty, "1.0.0", "hash");

    [Fact]
    public void An_item_that_separates_paths_at_equal_ability_is_found_and_one_that_only_follows_ability_is_not()
    {
        // The able meet both items more often. One of them people with a degree meet more often than equally able others.
        var report = Report(
            [.. Cells("behaviour:unfair", CsDegree, (60, 54), (60, 30)), .. Cells("behaviour:unfair", Bootcamp, (60, 30), (60, 6)),
             .. Cells("behaviour:fair", CsDegree, (100, 90), (20, 4)), .. Cells("behaviour:fair", Bootcamp, (20, 18), (100, 20))]);

        var unfair = report.Items.Single(i => i.Item == "behaviour:unfair");
        var expected = MantelHaenszel.Of([new(54, 6, 30, 30), new(30, 30, 6, 54)])!;
        Assert.Equal((EtsClass.C, CsDegree, Bootcamp), (unfair.Class, unfair.First, unfair.Second));
        Assert.Equal(Math.Round(expected.OddsRatio!.Value, 2), unfair.OddsRatio);
        Assert.Equal(Math.Round(expected.IntervalAt()!.Value.Lower, 2), unfair.OddsInterval!.Value.Lower);
        Assert.Equal(EtsClass.A, report.Items.Single(i => i.Item == "behaviour:fair").Class);
        Assert.Equal(report.Items[0], unfair);
    }

    [Fact]
    public void A_rule_is_met_by_whoever_it_said_nothing_to()
    {
        var report = Report(
            [.. Cells("rules", CsDegree, (60, 0), (60, 0)), .. Cells("rules", SelfTaught, (60, 0), (60, 0)),
             .. Cells("rule:GB0401", CsDegree, (6, 0), (12, 0)), .. Cells("rule:GB0401", SelfTaught, (30, 0), (50, 0))]);

        var rule = Assert.Single(report.Items);
        var expected = MantelHaenszel.Of([new(54, 6, 30, 30), new(48, 12, 10, 50)])!;
        Assert.Equal(("rule:GB0401", Math.Round(expected.OddsRatio!.Value, 2), EtsClass.C), (rule.Item, rule.OddsRatio, rule.Class));
    }

    [Fact]
    public void Among_many_items_one_that_differs_by_chance_says_nothing()
    {
        Stratum[] one = [.. Cells("behaviour:a", CsDegree, (40, 26)), .. Cells("behaviour:a", Bootcamp, (40, 16))];
        var noise = Enumerable.Range(0, 60).SelectMany(i => new[] { Cells($"behaviour:n{i}", CsDegree, (40, 20)), Cells($"behaviour:n{i}", Bootcamp, (40, 20)) }).SelectMany(c => c);

        Assert.NotEqual(EtsClass.A, Report(one).Items.Single().Class);
        Assert.Equal(EtsClass.A, Report([.. one, .. noise]).Items.Single(i => i.Item == "behaviour:a").Class);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(29, false)]
    public void Paths_below_thirty_people_are_not_compared(int people, bool compared)
    {
        var report = Report([.. Cells("behaviour:a", CsDegree, (300, 200)), .. Cells("behaviour:a", Bootcamp, (people, 10))]);

        Assert.Equal(compared, report.Any);
        Assert.Equal(compared ? 2 : 1, report.Cohorts.Count);
    }

    [Fact]
    public void A_path_the_cohort_page_hides_is_hidden_here_whatever_its_size()
    {
        var strata = Cells("behaviour:a", CsDegree, (300, 200)).Concat(Cells("behaviour:a", Bootcamp, (300, 100))).ToArray();

        var report = FairnessStatistics.Of(Source, strata, new HashSet<LearningPath> { CsDegree }, Months);

        Assert.Empty(report.Items);
        Assert.Equal([CsDegree], report.Cohorts.Select(c => c.Cohort));
    }

    [Fact]
    public void Nothing_of_the_report_is_a_count_of_a_cell()
    {
        var report = Report([.. Cells("behaviour:a", CsDegree, (67, 40), (58, 20)), .. Cells("behaviour:a", Bootcamp, (49, 30), (88, 11))]);

        Assert.Equal([120, 130], report.Cohorts.Select(c => c.AtLeast));
        Assert.All(report.Items, i => Assert.Equal(Math.Round(i.OddsRatio!.Value, 2), i.OddsRatio));
        Assert.All(report.Items, i => Assert.Equal(Math.Round(i.AdjustedP!.Value, 3), i.AdjustedP));
    }

    private static readonly Dictionary<LearningPath, string> Months =
        new() { [CsDegree] = "2026-06", [Bootcamp] = "2026-06", [SelfTaught] = "2026-06" };

    private static FairnessReport Report(Stratum[] strata) => FairnessStatistics.Of(Source, strata, Months.Keys.ToHashSet(), Months);

    private static IEnumerable<Stratum> Cells(string item, LearningPath cohort, params (int People, int Met)[] bands) =>
        bands.Select((cell, band) => new Stratum(item, cohort, band, cell.People, cell.Met));
}
