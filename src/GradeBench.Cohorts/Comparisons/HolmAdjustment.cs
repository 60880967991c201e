namespace GradeBench.Cohorts;

/// <summary>Holm's step-down adjustment (Holm 1979), for several comparisons on one page.</summary>
public static class HolmAdjustment
{
    /// <summary>Adjusted p values in the order given: max over smaller ones of (m − rank)·p, at most 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside 0..1.</exception>
    public static IReadOnlyList<double> Of(IReadOnlyList<double> pValues)
    {
        if (pValues.Any(p => !(p >= 0 && p <= 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(pValues), "A p value lies between 0 and 1.");
        }

        var adjusted = new double[pValues.Count];
        var running = 0.0;
        foreach (var (index, rank) in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).Select((index, rank) => (index, rank)))
        {
            running = Math.Max(running, Math.Min(1, (pValues.Count - rank) * pValues[index]));
            adjusted[index] = running;
        }

        return adjusted;
    }
}
