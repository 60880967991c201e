namespace GradeBench.Rubrics;

/// <summary>How exact values become the numbers of a scorecard.</summary>
internal static class Rounding
{
    /// <summary>One decimal, half away from zero, always written with its decimal.</summary>
    public static decimal Score(decimal exact) => decimal.Round(WithoutNoise(exact), 1, MidpointRounding.AwayFromZero) + 0.0m;

    /// <summary>Two decimals, half away from zero.</summary>
    public static decimal Points(decimal exact) => decimal.Round(WithoutNoise(exact), 2, MidpointRounding.AwayFromZero) + 0.00m;

    // Thirds and sevenths leave an error in the 28th digit, which would tip an exact half to the wrong side.
    private static decimal WithoutNoise(decimal exact) => decimal.Round(exact, 18, MidpointRounding.AwayFromZero);
}
