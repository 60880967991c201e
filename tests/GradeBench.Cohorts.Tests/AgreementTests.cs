using static GradeBench.Cohorts.Tests.GoldenScores;

namespace GradeBench.Cohorts.Tests;

public sealed class AgreementTests
{
    /// <summary>Six subjects scored by four raters, from Shrout and Fleiss (1979).</summary>
    private static readonly double[][] ShroutFleiss = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];

    /// <summary>Four raters and twelve units with gaps, from Krippendorff (2011).</summary>
    private static readonly double?[][] Krippendorff =
    [
        [1, 1, null, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
        [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [null, 5, 5, 5], [null, null, 1, 1], [null, null, 3, null],
    ];

    [Fact]
    public void The_intraclass_correlation_repeats_the_published_example()
    {
        var icc = IntraclassCorrelation.Of(ShroutFleiss)!;

        Assert.Equal(.2898, icc.Agreement, 4);
        Assert.Equal(.6201, icc.AverageAgreement, 4);
        Assert.Equal(.7148, icc.Consistency, 4);
        Assert.Equal(.667, IntraclassCorrelation.Of([[2, 4], [4, 6], [6, 8]])!.Agreement, 3);
    }

    [Theory]
    [InlineData(ValueScale.Nominal, .7434)]
    [InlineData(ValueScale.Ordinal, .8154)]
    [InlineData(ValueScale.Interval, .8491)]
    public void Krippendorffs_alpha_repeats_the_published_example(ValueScale scale, double expected) =>
        Assert.Equal(expected, KrippendorffAlpha.Of(Krippendorff, scale)!.Value, 4);

    [Fact]
    public void Agreement_without_any_variation_is_undefined()
    {
        Assert.Null(IntraclassCorrelation.Of([[5, 5], [5, 5]]));
        Assert.Null(KrippendorffAlpha.Of([[5, 5], [5, 5]], ValueScale.Interval));
        Assert.Null(KrippendorffAlpha.Of([[5, null]], ValueScale.Interval));
    }

    [Theory]
    [InlineData(.6, 1.98, 2.80)]
    [InlineData(.7, 1.72, 2.43)]
    [InlineData(.8, 1.40, 1.98)]
    [InlineData(.9, 0.99, 1.40)]
    public void Measurement_error_gives_bands_and_least_differences(double reliability, double band, double difference)
    {
        var error = new MeasurementError(1.6, reliability);

        Assert.Equal(band, error.Band, 2);
        Assert.Equal(difference, error.LeastDifference, 2);
    }

    [Fact]
    public void Scores_within_the_error_are_tied()
    {
        var groups = new MeasurementError(1.6, .8).TieGroups([5.0, 9.1, 8.2, 7.3, 5.4]);

        Assert.Equal([[9.1, 8.2, 7.3], [5.4, 5.0]], groups);
    }

    [Fact]
    public void Holm_adjusts_in_steps_and_keeps_the_order() =>
        Assert.Equal([.03, .06, .06, .02], HolmAdjustment.Of([.01, .04, .03, .005]), (a, b) => Math.Abs(a - b) < 1e-12);

    [Fact]
    public void Mantel_Haenszel_finds_no_difference_where_odds_are_equal_in_each_stratum()
    {
        var result = MantelHaenszel.Of([new(10, 10, 5, 5), new(20, 5, 8, 2)])!;

        Same(1, result.OddsRatio!.Value);
        Same(0, result.Delta!.Value);
        Assert.True(result.P > 0.5);
    }

    [Fact]
    public void Mantel_Haenszel_finds_a_behaviour_that_separates_cohorts_at_equal_ability()
    {
        var result = MantelHaenszel.Of([new(18, 2, 8, 12), new(19, 1, 10, 10), new(17, 3, 9, 11)])!;

        Assert.True(result.OddsRatio > 5);
        Assert.True(result.P < 0.001);
    }

    [Fact]
    public void Mantel_Haenszel_over_one_cohort_says_nothing() => Assert.Null(MantelHaenszel.Of([new(5, 5, 0, 0)]));
}
