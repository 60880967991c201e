using MathNet.Numerics.Distributions;

namespace GradeBench.Cohorts;

/// <summary>
/// Welch's t test of two means, which does not assume equal spread: t = (x̄₁ − x̄₂)/√(a + b), a = s₁²/n₁, b = s₂²/n₂,
/// ν = (a + b)²/(a²/(n₁−1) + b²/(n₂−1)). Used throughout in place of Student's test, without testing variances first.
/// </summary>
/// <param name="Difference">x̄₁ − x̄₂ in score points.</param>
/// <param name="Interval">95 % interval of the difference, in score points.</param>
/// <param name="P">Two-sided.</param>
public sealed record WelchTest(double Difference, double T, double DegreesOfFreedom, double P, Interval Interval)
{
    /// <summary>Null when a spread is unknown (one score) or both are zero ("no spread", never infinite).</summary>
    public static WelchTest? Of(SampleSummary first, SampleSummary second)
    {
        if (first.Variance is not { } v1 || second.Variance is not { } v2 || v1 + v2 == 0)
        {
            return null;
        }

        double a = v1 / first.Count, b = v2 / second.Count;
        var error = Math.Sqrt(a + b);
        var freedom = (a + b) * (a + b) / (a * a / (first.Count - 1) + b * b / (second.Count - 1));
        var difference = first.Mean - second.Mean;
        var t = difference / error;
        var half = StudentT.InvCDF(0, 1, freedom, 0.975) * error;
        return new WelchTest(
            difference, t, freedom, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(t)), new Interval(difference - half, difference + half));
    }
}
