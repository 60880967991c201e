using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace GradeBench.Cohorts;

/// <summary>
/// Standardised difference of two means, Cohen's d corrected for small samples: g = J·d with the exact
/// J = Γ(ν/2) / (√(ν/2)·Γ((ν−1)/2)), ν = n₁ + n₂ − 2 (Hedges 1981).
/// </summary>
/// <param name="D">Cohen's d with the pooled standard deviation; no unit.</param>
/// <param name="G">d corrected by <paramref name="J"/>.</param>
/// <param name="J">The correction, below 1.</param>
/// <param name="StandardError">√(J²·((n₁+n₂)/(n₁n₂) + d²/(2(n₁+n₂)))), Borenstein's form; other libraries use others.</param>
/// <param name="Interval">g ± z·SE at 95 %.</param>
public sealed record HedgesG(double D, double G, double J, double StandardError, Interval Interval)
{
    /// <summary>Of <paramref name="first"/> minus <paramref name="second"/>. Null when a spread is unknown or both are zero.</summary>
    public static HedgesG? Of(SampleSummary first, SampleSummary second)
    {
        if (first.Variance is not { } v1 || second.Variance is not { } v2 || v1 + v2 == 0)
        {
            return null;
        }

        double n1 = first.Count, n2 = second.Count, freedom = n1 + n2 - 2;
        var pooled = Math.Sqrt(((n1 - 1) * v1 + (n2 - 1) * v2) / freedom);
        var d = (first.Mean - second.Mean) / pooled;
        var j = Math.Exp(SpecialFunctions.GammaLn(freedom / 2) - SpecialFunctions.GammaLn((freedom - 1) / 2)) / Math.Sqrt(freedom / 2);
        var error = j * Math.Sqrt((n1 + n2) / (n1 * n2) + d * d / (2 * (n1 + n2)));
        var half = Normal.InvCDF(0, 1, 0.975) * error;
        return new HedgesG(d, j * d, j, error, new Interval(j * d - half, j * d + half));
    }
}
