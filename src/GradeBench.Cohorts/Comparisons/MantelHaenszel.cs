using MathNet.Numerics.Distributions;

namespace GradeBench.Cohorts;

/// <summary>Passes and fails of a reference and a focal cohort at one level of ability.</summary>
public readonly record struct AbilityStratum(int ReferencePassed, int ReferenceFailed, int FocalPassed, int FocalFailed);

/// <summary>
/// Mantel–Haenszel test of whether one behaviour or criterion separates two cohorts at equal ability.
/// </summary>
/// <param name="OddsRatio">Σ(A·D/T)/Σ(B·C/T); above 1 the reference cohort passes more often. Null when the denominator is 0.</param>
/// <param name="Delta">−2.35·ln(odds ratio), the ETS scale; beyond ±1.5 counts as large.</param>
/// <param name="LogError">
/// Standard error of ln(odds ratio) after Robins, Breslow and Greenland (1986), consistent for few large and for many small
/// strata. Null when the odds ratio is 0 or does not exist.
/// </param>
/// <param name="ChiSquare">With continuity correction ½, one degree of freedom.</param>
public sealed record MantelHaenszel(double? OddsRatio, double? Delta, double? LogError, double ChiSquare, double P)
{
    /// <summary>What one unit of ln(odds ratio) is on the ETS scale.</summary>
    private const double DeltaUnit = 2.35;

    /// <summary>Of the odds ratio: exp(ln OR ± z·error). Null without <see cref="LogError"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The confidence lies outside 0..1.</exception>
    public Interval? IntervalAt(double confidence = 0.95)
    {
        Require.Probability(confidence);
        if (OddsRatio is not { } odds || LogError is not { } error)
        {
            return null;
        }

        var half = Normal.InvCDF(0, 1, 1 - (1 - confidence) / 2) * error;
        return new Interval(Math.Exp(Math.Log(odds) - half), Math.Exp(Math.Log(odds) + half));
    }

    /// <summary>
    /// The classes of the Educational Testing Service: A when |Δ| is below 1 or not beyond chance, C when it is 1.5 or more and
    /// above 1 beyond chance (one-sided, 5 %), otherwise B. Null where Δ does not exist.
    /// </summary>
    /// <param name="p">The p value to go by, for example one adjusted for several comparisons.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> lies outside 0..1.</exception>
    public EtsClass? ClassAt(double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(p);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(p, 1);
        if (Delta is not { } delta || LogError is not { } error)
        {
            return null;
        }

        var size = Math.Abs(delta);
        return size < 1 || p >= 0.05 ? EtsClass.A
            : size >= 1.5 && size - Normal.InvCDF(0, 1, 0.95) * DeltaUnit * error > 1 ? EtsClass.C
            : EtsClass.B;
    }

    /// <summary>Null when no stratum holds both cohorts and both outcomes, so that nothing can be compared.</summary>
    public static MantelHaenszel? Of(IEnumerable<AbilityStratum> strata)
    {
        double top = 0, bottom = 0, observed = 0, expected = 0, variance = 0, same = 0, mixed = 0, other = 0;
        foreach (var (a, b, c, d) in strata.Select(s => ((double)s.ReferencePassed, (double)s.ReferenceFailed, (double)s.FocalPassed, (double)s.FocalFailed)))
        {
            var total = a + b + c + d;
            if (total < 2)
            {
                continue;
            }

            top += a * d / total;
            bottom += b * c / total;
            same += (a + d) / total * (a * d / total);
            mixed += (a + d) / total * (b * c / total) + (b + c) / total * (a * d / total);
            other += (b + c) / total * (b * c / total);
            observed += a;
            expected += (a + b) * (a + c) / total;
            variance += (a + b) * (c + d) * (a + c) * (b + d) / (total * total * (total - 1));
        }

        if (variance == 0)
        {
            return null;
        }

        double? odds = bottom == 0 ? null : top / bottom;
        double? delta = odds is > 0 ? -DeltaUnit * Math.Log(odds.Value) : null;
        double? error = odds is > 0 ? Math.Sqrt(same / (2 * top * top) + mixed / (2 * top * bottom) + other / (2 * bottom * bottom)) : null;
        var chi = Math.Pow(Math.Max(0, Math.Abs(observed - expected) - 0.5), 2) / variance;
        return new MantelHaenszel(odds, delta, error, chi, 1 - ChiSquared.CDF(1, chi));
    }
}

/// <summary>How much an item separates two cohorts of equal ability.</summary>
public enum EtsClass
{
    /// <summary>Negligible, or not beyond chance.</summary>
    A,

    /// <summary>Moderate.</summary>
    B,

    /// <summary>Large.</summary>
    C,
}
