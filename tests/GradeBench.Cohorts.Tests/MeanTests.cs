using static GradeBench.Cohorts.Tests.GoldenScores;

namespace GradeBench.Cohorts.Tests;

public sealed class MeanTests
{
    [Fact]
    public void Mean_deviation_and_interval_have_the_golden_values()
    {
        Same(6.125, Summary(Bootcamp).Mean);
        Same(1.246423, Summary(Bootcamp).StandardDeviation!.Value);
        Same(5.082964, 7.167036, MeanInterval.Of(Summary(Bootcamp)));
        Same(7.222222, Summary(Degree).Mean);
        Same(1.201850, Summary(Degree).StandardDeviation!.Value);
        Same(6.298398, 8.146046, MeanInterval.Of(Summary(Degree)));
        Same(2.160247, Summary(SelfTaught).StandardDeviation!.Value);
        Same(2.562565, 9.437435, MeanInterval.Of(Summary(SelfTaught)));
    }

    [Fact]
    public void Hedges_g_has_the_golden_values()
    {
        var g = HedgesG.Of(Summary(Degree), Summary(Bootcamp))!;

        Same(0.897264, g.D);
        Same(0.949008, g.J);
        Same(0.851510, g.G);
        Same(0.483705, g.StandardError);
        Same(-0.096535, 1.799555, g.Interval);
    }

    [Fact]
    public void Welchs_test_has_the_golden_values()
    {
        var test = WelchTest.Of(Summary(Degree), Summary(Bootcamp))!;

        Same(1.842341, test.T);
        Same(14.616190, test.DegreesOfFreedom);
        Same(.085803, test.P);
        Same(1.097222, test.Difference);
        Same(-0.175091, 2.369535, test.Interval);
    }

    [Fact]
    public void The_Mann_Whitney_test_has_the_golden_values()
    {
        var test = MannWhitneyTest.Of(Degree, Bootcamp)!;

        Same(53.5, test.U);
        Assert.True(test.IsExact);
        Same(.087659, test.P);
        Same(.093242, MannWhitneyTest.NormalP(test.U, Degree, Bootcamp));
        Same(.743056, test.Superiority);
        Same(.486111, test.CliffsDelta);
    }

    [Fact]
    public void One_score_has_a_mean_and_no_spread()
    {
        var one = Summary([7]);

        Assert.Equal(7, one.Mean);
        Assert.Null(one.StandardDeviation);
        Assert.Null(MeanInterval.Of(one));
        Assert.Null(HedgesG.Of(one, Summary(Degree)));
        Assert.Null(WelchTest.Of(Summary(Degree), one));
    }

    [Fact]
    public void No_scores_have_no_summary() => Assert.Null(SampleSummary.Of([]));

    [Fact]
    public void Equal_scores_everywhere_give_no_effect_rather_than_an_infinite_one()
    {
        Assert.Null(WelchTest.Of(Summary([5, 5, 5]), Summary([7, 7])));
        Assert.Null(HedgesG.Of(Summary([5, 5, 5]), Summary([7, 7])));
    }

    [Fact]
    public void A_score_that_is_no_number_is_refused() =>
        Assert.Throws<ArgumentException>(() => SampleSummary.Of([5, double.NaN]));

    [Fact]
    public void The_bootstrap_repeats_from_its_seed_and_brackets_the_mean()
    {
        var scores = Enumerable.Range(0, 60).Select(i => 4 + i % 7 * 0.8).ToArray();

        var first = BootstrapInterval.Of(scores, seed: 17)!;
        var again = BootstrapInterval.Of(scores, seed: 17)!;
        var t = MeanInterval.Of(Summary(scores))!.Value;

        Assert.Equal(first, again);
        Assert.True(first.Interval.Contains(scores.Average()));
        Assert.Equal(t.Lower, first.Interval.Lower, 0.08);
        Assert.Equal(t.Upper, first.Interval.Upper, 0.08);
    }

    [Fact]
    public void The_bootstrap_of_equal_scores_is_undefined() => Assert.Null(BootstrapInterval.Of([6, 6, 6], seed: 1));
}
