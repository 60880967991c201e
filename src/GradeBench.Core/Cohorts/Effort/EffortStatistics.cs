using GradeBench.Cohorts;

namespace GradeBench.Core.Cohorts.Effort;

/// <summary>Turns counts and sums per band of stated hours into what may be said; pure.</summary>
public static class EffortStatistics
{
    /// <param name="counts">Per band; one that is missing has too few people.</param>
    public static EffortFigures Of(IReadOnlyDictionary<string, ItemSums> counts)
    {
        var bands = EffortBands.All.Select(band => Band(band, counts.GetValueOrDefault(band))).ToList();
        var sums = bands.Where(b => b.Sums is not null).Aggregate(default(ItemSums), (sum, b) => sum + b.Sums!.Value);
        var together = sums.People >= Disclosure.FewestCompared ? ItemStatistics.Of(sums) : null;

        return new(sums.People == 0 ? null : sums.People, bands, together?.Discrimination, together?.DiscriminationInterval, Reading(sums.People, together?.DiscriminationInterval));
    }

    private static EffortBand Band(string band, ItemSums sums)
    {
        if (sums.People < Disclosure.FewestShown)
        {
            return new(band, null, null, null, null);
        }

        decimal n = sums.People;
        var summary = new SampleSummary(
            sums.People, (double)(sums.Rest / n), Math.Sqrt(Math.Max(0, (double)((sums.RestSquares - sums.Rest * sums.Rest / n) / (n - 1)))));
        return new(band, sums.People, summary.Mean, MeanInterval.Of(summary), sums);
    }

    private static EffortReading Reading(int people, Interval? correlation) => correlation switch
    {
        _ when people < Disclosure.FewestJudged => EffortReading.TooFewToSay,
        { Lower: > 0 } => EffortReading.HigherWithMore,
        { Upper: < 0 } => EffortReading.LowerWithMore,
        _ => EffortReading.CannotTell,
    };
}
