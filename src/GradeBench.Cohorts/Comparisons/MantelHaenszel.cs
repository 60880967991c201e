using MathNet.Numerics.Distributions;

namespace GradeBench.Cohorts;

/// <summary>Passes and fails of a reference and a focal cohort at one level of ability.</summary>
public readonly record struct AbilityStratum(int ReferencePassed, int ReferenceFailed, int FocalPassed, int FocalFailed);

/// <summary>
/// Mantel–Haenszel test of whether one behaviour or criterion separates two cohorts at equal ability.
/// </summary>
/// <param name="OddsRatio">Σ(A·D/T)/Σ(B·C/T); above 1 the reference cohort passes more often. Null when the denominator is 0.</param>
/// <param name="Delta">−2.35·ln(odds ratio), the ETS scale; beyond ±1.5 counts as large.</param>
/// <param name="ChiSquare">With continuity correction ½, one degree of freedom.</param>
public sealed record MantelHaenszel(double? OddsRatio, double? Delta, double ChiSquare, double P)
{
    /// <summary>Null when no stratum holds both cohorts and both outcomes, so that nothing can be compared.</summary>
    public static MantelHaenszel? Of(IEnumerable<AbilityStratum> strata)
    {
        double top = 0, bottom = 0, observed = 0, expected = 0, variance = 0;
        foreach (var (a, b, c, d) in strata.Select(s => ((double)s.ReferencePassed, (double)s.ReferenceFailed, (double)s.FocalPassed, (double)s.FocalFailed)))
        {
            var total = a + b + c + d;
            if (total < 2)
            {
                continue;
            }

            top += a * d / total;
            bottom += b * c / total;
            observed += a;
            expected += (a + b) * (a + c) / total;
            variance += (a + b) * (c + d) * (a + c) * (b + d) / (total * total * (total - 1));
        }

        if (variance == 0)
        {
            return null;
        }

        double? odds = bottom == 0 ? null : top / bottom;
        var chi = Math.Pow(Math.Max(0, Math.Abs(observed - expected) - 0.5), 2) / variance;
        return new MantelHaenszel(odds, odds is > 0 ? -2.35 * Math.Log(odds.Value) : null, chi, 1 - ChiSquared.CDF(1, chi));
    }
}
