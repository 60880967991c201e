using GradeBench.Cohorts;

namespace GradeBench.Core.Cohorts;

/// <summary>Compares the rates of cohorts: intervals, ratios to the highest, and a verdict that says when it cannot tell.</summary>
internal static class RateStatistics
{
    /// <param name="shown">Cohorts whose counts may be shown; those too small to compare and those who stated no path are left out.</param>
    /// <returns>Null when fewer than two cohorts are left.</returns>
    public static RateComparison? Compare(IReadOnlyDictionary<LearningPath, SelectionRate> shown)
    {
        var rates = shown.Where(s => s.Key != LearningPath.NotStated && s.Value.Total >= Disclosure.FewestCompared).ToDictionary();
        if (rates.Count < 2)
        {
            return null;
        }

        var reference = rates.Keys.Aggregate((best, next) => rates[next].CompareTo(rates[best]) > 0 ? next : best);
        var smallest = rates.Values.Min(r => r.Total);
        var pooled = (double)rates.Values.Sum(r => r.Passed) / rates.Values.Sum(r => r.Total);

        return new RateComparison(
            FalseAlarm.Probability(Math.Min(smallest, 10_000), rates.Count, pooled),
            smallest,
            [
                .. rates.Select(r => new CohortRate(
                    r.Key,
                    r.Value,
                    WilsonInterval.Of(r.Value.Passed, r.Value.Total),
                    r.Key == reference ? null : Ratio(r.Value, reference, rates[reference]))),
            ]);
    }

    private static RatioFigures Ratio(SelectionRate rate, LearningPath reference, SelectionRate highest) => new(
        reference,
        ImpactRatio.Of(rate, highest),
        RiskRatio.Koopman(rate, highest),
        FisherTest.Of(rate, highest).MidP,
        ImpactVerdicts.Of(rate, highest));
}
