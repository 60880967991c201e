namespace GradeBench.Cohorts.Tests;

/// <summary>The samples that the golden values were computed for.</summary>
internal static class GoldenScores
{
    public static readonly double[] Bootcamp = [5, 6, 6, 7, 7, 8, 4, 6];
    public static readonly double[] Degree = [7, 8, 6, 9, 7, 8, 5, 7, 8];
    public static readonly double[] SelfTaught = [6, 3, 8, 7];

    public static SampleSummary Summary(double[] scores) => SampleSummary.Of(scores)!;

    /// <summary>Golden values are given to six decimals.</summary>
    public static void Same(double expected, double actual) => Assert.Equal(expected, actual, 6);

    public static void Same(double lower, double upper, Interval? actual)
    {
        Assert.NotNull(actual);
        Same(lower, actual.Value.Lower);
        Same(upper, actual.Value.Upper);
    }
}
