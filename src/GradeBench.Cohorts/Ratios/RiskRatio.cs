using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

namespace GradeBench.Cohorts;

/// <summary>Intervals for the ratio of two selection rates, (x₁/n₁)/(x₂/n₂).</summary>
public static class RiskRatio
{
    /// <summary>
    /// Katz's log interval: exp(ln RR ± z·√(1/x₁ − 1/n₁ + 1/x₂ − 1/n₂)). Null when a count is zero, where it does not exist.
    /// </summary>
    public static Interval? Katz(SelectionRate first, SelectionRate second, double confidence = 0.95) =>
        first.Passed == 0 || second.Passed == 0
            ? null
            : LogInterval(first.Passed, first.Total, second.Passed, second.Total, confidence);

    /// <summary>Walter's adjusted log interval: ½ is added to all four counts, so it always exists. Also gives the adjusted ratio.</summary>
    public static (double Ratio, Interval Interval) Walter(SelectionRate first, SelectionRate second, double confidence = 0.95)
    {
        double x1 = first.Passed + 0.5, n1 = first.Total + 0.5, x2 = second.Passed + 0.5, n2 = second.Total + 0.5;
        return (x1 / n1 / (x2 / n2), LogInterval(x1, n1, x2, n2, confidence));
    }

    /// <summary>
    /// Koopman's asymptotic score interval (Koopman 1984), our default: the ratios φ at which the score statistic stays
    /// below the χ² quantile. The lower end is 0 when x₁ = 0, the upper infinite when x₂ = 0; null when both are.
    /// </summary>
    public static Interval? Koopman(SelectionRate first, SelectionRate second, double confidence = 0.95)
    {
        Require.Probability(confidence);
        if (first.Passed == 0 && second.Passed == 0)
        {
            return null;
        }

        var limit = Math.Pow(Normal.InvCDF(0, 1, 1 - (1 - confidence) / 2), 2);
        // The statistic is zero at the estimate and grows to both sides of it, so each end is one root in ln φ.
        var estimate = Math.Log(Math.Max(first.Passed, 0.5) / first.Total / (Math.Max(second.Passed, 0.5) / second.Total));
        double Excess(double logRatio) => Score(first, second, Math.Exp(logRatio)) - limit;

        var lower = first.Passed == 0 ? 0 : Math.Exp(Brent.FindRoot(Excess, estimate - 30, LowSide(), 1e-12, 500));
        var upper = second.Passed == 0 ? double.PositiveInfinity : Math.Exp(Brent.FindRoot(Excess, HighSide(), estimate + 30, 1e-12, 500));
        return new Interval(lower, upper);

        double LowSide() => second.Passed == 0 ? estimate + 30 : estimate;
        double HighSide() => first.Passed == 0 ? estimate - 30 : estimate;
    }

    /// <summary>Pearson's χ² of the data against the rates that fit best under p₁ = φ·p₂.</summary>
    private static double Score(SelectionRate first, SelectionRate second, double ratio)
    {
        double x1 = first.Passed, n1 = first.Total, x2 = second.Passed, n2 = second.Total, n = n1 + n2;
        // The constrained maximum-likelihood rate solves n·φ·p² − (φ(n₁ + x₂) + x₁ + n₂)·p + x₁ + x₂ = 0, smaller root.
        var b = ratio * (n1 + x2) + x1 + n2;
        var p2 = 2 * (x1 + x2) / (b + Math.Sqrt(Math.Max(0, b * b - 4 * n * ratio * (x1 + x2))));
        var p1 = ratio * p2;
        return Term(x1, n1, p1) + Term(x2, n2, p2);

        static double Term(double x, double n, double p)
        {
            var variance = n * p * (1 - p);
            var distance = (x - n * p) * (x - n * p);
            return distance < 1e-24 ? 0 : variance <= 0 ? double.MaxValue / 4 : distance / variance;
        }
    }

    private static Interval LogInterval(double x1, double n1, double x2, double n2, double confidence)
    {
        Require.Probability(confidence);
        var log = Math.Log(x1 / n1 / (x2 / n2));
        var half = Normal.InvCDF(0, 1, 1 - (1 - confidence) / 2) * Math.Sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2);
        return new Interval(Math.Exp(log - half), Math.Exp(log + half));
    }
}
