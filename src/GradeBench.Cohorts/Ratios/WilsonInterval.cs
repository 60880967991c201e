using MathNet.Numerics.Distributions;

namespace GradeBench.Cohorts;

/// <summary>Wilson's score interval for a proportion (Wilson 1927); sensible at 0 and at n.</summary>
public static class WilsonInterval
{
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="total"/> is below 1 or successes lie outside 0..total.</exception>
    public static Interval Of(int successes, int total, double confidence = 0.95)
    {
        Require.Counts(successes, total);
        Require.Probability(confidence);
        double n = total, p = successes / n, z = Normal.InvCDF(0, 1, 1 - (1 - confidence) / 2), z2 = z * z;
        var centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        var half = z / (1 + z2 / n) * Math.Sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return new Interval(successes == 0 ? 0 : centre - half, successes == total ? 1 : centre + half);
    }
}
