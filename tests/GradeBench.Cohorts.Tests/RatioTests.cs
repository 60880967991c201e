using static GradeBench.Cohorts.Tests.GoldenScores;

namespace GradeBench.Cohorts.Tests;

public sealed class RatioTests
{
    private static readonly SelectionRate Bootcamp = new(3, 8);
    private static readonly SelectionRate Degree = new(7, 9);
    private static readonly SelectionRate SelfTaught = new(0, 4);

    [Theory]
    [InlineData(3, 8, .136844, .694258)]
    [InlineData(7, 9, .452589, .936775)]
    [InlineData(0, 4, 0, .489891)]
    [InlineData(5, 5, .565518, 1)]
    public void Wilsons_interval_has_the_golden_values(int passed, int total, double lower, double upper) =>
        Same(lower, upper, WilsonInterval.Of(passed, total));

    [Fact]
    public void Risk_ratio_intervals_have_the_golden_values()
    {
        Same(.184546, 1.259640, RiskRatio.Katz(Bootcamp, Degree));
        Same(.521569, RiskRatio.Walter(Bootcamp, Degree).Ratio);
        Same(.218946, 1.242472, RiskRatio.Walter(Bootcamp, Degree).Interval);
        Same(.169191, 1.123091, RiskRatio.Koopman(Bootcamp, Degree));
        Same(.010106, 1.960109, RiskRatio.Walter(SelfTaught, Degree).Interval);
        Same(0, .683343, RiskRatio.Koopman(SelfTaught, Degree));
    }

    [Fact]
    public void Risk_ratio_intervals_agree_with_published_examples()
    {
        Same(1.1261564004, 5.5498508005, RiskRatio.Katz(new(10, 75), new(12, 225)));
        var koopman = RiskRatio.Koopman(new(36, 40), new(16, 80))!.Value;
        Assert.Equal(2.9396, koopman.Lower, 4);
        Assert.Equal(7.1522, koopman.Upper, 4);
    }

    [Fact]
    public void Risk_ratio_intervals_say_where_they_do_not_exist()
    {
        Assert.Null(RiskRatio.Katz(SelfTaught, Degree));
        Assert.Null(RiskRatio.Koopman(SelfTaught, new(0, 5)));
        Assert.Equal(double.PositiveInfinity, RiskRatio.Koopman(Degree, SelfTaught)!.Value.Upper);
        Assert.Equal(1 / .683343, RiskRatio.Koopman(Degree, SelfTaught)!.Value.Lower, 5);
    }

    [Fact]
    public void Fishers_test_has_the_golden_values()
    {
        var test = FisherTest.Of(Bootcamp, Degree);

        Same(.153435, test.P);
        Same(.101604, test.MidP);
    }

    [Fact]
    public void The_impact_ratio_is_decided_in_integers_and_says_how_fragile_it_is()
    {
        var ratio = ImpactRatio.Of(Bootcamp, Degree);

        Assert.Equal(.482, ratio.Value!.Value, 3);
        Assert.True(ratio.BelowFourFifths);
        Assert.True(ratio.OneMorePass);
        Assert.Equal(7.0 / 9 * 8 - 3, ratio.Shortfall, 9);
        Assert.False(ImpactRatio.Of(new(4, 10), new(5, 10)).BelowFourFifths);
    }

    [Fact]
    public void When_nobody_passed_there_is_no_ratio() =>
        Assert.Null(ImpactRatio.Of(SelfTaught, new SelectionRate(0, 9)).Value);

    [Theory]
    [InlineData(3, 8, 7, 9, ImpactVerdict.TooFewToSay)]
    [InlineData(0, 40, 0, 40, ImpactVerdict.TooFewToSay)]
    [InlineData(40, 50, 42, 50, ImpactVerdict.NoEvidence)]
    [InlineData(15, 40, 20, 40, ImpactVerdict.Watch)]
    [InlineData(20, 100, 60, 100, ImpactVerdict.ReviewNeeded)]
    public void The_verdict_needs_numbers_significance_and_a_finding_that_survives(int passed, int total, int best, int bestTotal, ImpactVerdict expected) =>
        Assert.Equal(expected, ImpactVerdicts.Of(new(passed, total), new(best, bestTotal)));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Impossible_counts_are_refused(int passed, int total) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SelectionRate(passed, total));

    [Theory]
    [InlineData(10, 2, .3, .76)]
    [InlineData(10, 2, .5, .56)]
    [InlineData(10, 3, .8, .57)]
    [InlineData(20, 2, .5, .46)]
    [InlineData(20, 3, .5, .73)]
    [InlineData(30, 2, .8, .08)]
    [InlineData(50, 3, .5, .4946)] // by brute force over all 132,651 outcomes
    [InlineData(100, 2, .3, .30)]
    [InlineData(100, 2, .8, .00)]
    public void The_four_fifths_rule_alarms_falsely_this_often(int perCohort, int cohorts, double rate, double expected) =>
        Assert.Equal(expected, FalseAlarm.Probability(perCohort, cohorts, rate), 0.005);
}
