using static GradeBench.Cohorts.Tests.GoldenScores;

namespace GradeBench.Cohorts.Tests;

public sealed class ScoreHistogramTests
{
    [Fact]
    public void Counts_give_the_same_as_values()
    {
        foreach (var scores in new[] { Bootcamp, Degree, SelfTaught })
        {
            var summary = Of(scores).Summary!;

            Assert.Equal(Summary(scores).Count, summary.Count);
            Same(Summary(scores).Mean, summary.Mean);
            Same(Summary(scores).StandardDeviation!.Value, summary.StandardDeviation!.Value);
        }

        Assert.Equal(MannWhitneyTest.Of(Degree, Bootcamp), MannWhitneyTest.Of(Of(Degree), Of(Bootcamp)));
    }

    [Fact]
    public void The_order_test_of_large_samples_is_the_same_from_counts()
    {
        var random = new Random(3);
        var first = Enumerable.Range(0, 60).Select(_ => 4 + random.Next(50) / 10.0).ToArray();
        var second = Enumerable.Range(0, 45).Select(_ => 5 + random.Next(50) / 10.0).ToArray();

        var values = MannWhitneyTest.Of(first, second)!;
        var counts = MannWhitneyTest.Of(Of(first), Of(second))!;

        Same(values.U, counts.U);
        Same(values.P, counts.P);
        Same(values.Superiority, counts.Superiority);
    }

    [Fact]
    public void The_golden_tie_trap_has_its_median_ties_and_strict_rates()
    {
        var all = ScoreHistogram.Merge([Of(Bootcamp), Of(Degree), Of(SelfTaught)]);

        Assert.Equal(7, all.Median);
        Assert.Equal(6, all.CountAt(7));
        Assert.Equal([1, 4, 1], new[] { Bootcamp, Degree, SelfTaught }.Select(s => Of(s).CountAbove(7)));
    }

    [Fact]
    public void Nobody_has_no_summary_and_one_person_no_spread()
    {
        Assert.Null(new ScoreHistogram([]).Summary);
        Assert.Null(new ScoreHistogram([]).Median);
        Assert.Null(Of([6.5]).Summary!.StandardDeviation);
        Assert.Equal(5.5m, Of([5, 6]).Median);
    }

    [Fact]
    public void A_score_twice_or_without_people_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ScoreHistogram([new(5, 1), new(5.0m, 2)]));
        Assert.Throws<ArgumentException>(() => new ScoreHistogram([new(5, 0)]));
    }

    private static ScoreHistogram Of(double[] scores) =>
        new(scores.GroupBy(s => s).Select(g => new ScoreCount((decimal)g.Key, g.Count())));
}
