using System.Globalization;
using GradeBench.Cohorts;

namespace GradeBench.Core.Cohorts.Health;

/// <summary>Turns counts and sums into what may be said of items; pure.</summary>
public static class HealthStatistics
{
    /// <summary>Below this correlation an item is customarily called weak (Ebel 1965: under 0.20, revise or drop).</summary>
    public const double Weak = 0.2;

    /// <summary>Share of people at one end from which an item says hardly anything about anybody.</summary>
    public const double NearlyEverybody = 0.95;

    /// <param name="items">Which items there are, with their values in ascending order.</param>
    /// <param name="counts">Per item and value; one that is missing has too few people.</param>
    internal static HealthReport Of(
        SampleSource source, string? quarter, IReadOnlyList<(string Item, IReadOnlyList<string> Values)> items,
        IReadOnlyDictionary<(string Item, string Value), ItemSums> counts) =>
        new(source, quarter,
        [
            .. items.Select(item => Item(item.Item, [.. item.Values.Select(value => Value(value, counts.GetValueOrDefault((item.Item, value))))])),
        ]);

    /// <summary>The values of an item: those of a behaviour are fixed, those of a criterion are the scores its levels begin at.</summary>
    internal static IReadOnlyList<string> ValuesOf(GradeBench.Rubrics.Criterion criterion) =>
        [.. criterion.Levels.Select(level => level.Score).Order().Select(score => score.ToString(CultureInfo.InvariantCulture))];

    private static ValueHealth Value(string value, ItemSums sums) => sums.People == 0 ? new(value, null, null) : new(value, sums.People, sums);

    private static ItemHealth Item(string item, ValueHealth[] values)
    {
        var sums = values.Where(v => v.Sums is not null).Aggregate(default(ItemSums), (sum, v) => sum + v.Sums!.Value);
        var statistics = sums.People >= Disclosure.FewestCompared ? ItemStatistics.Of(sums) : null;

        return new ItemHealth(
            item,
            values,
            sums.People,
            sums.People == 0 ? null : (double)(sums.Score / sums.People),
            statistics?.StandardDeviation,
            statistics?.Discrimination,
            statistics?.DiscriminationInterval,
            Reading(values, sums.People, statistics));
    }

    private static HealthReading Reading(ValueHealth[] values, int people, ItemStatistics? statistics) => statistics switch
    {
        null => HealthReading.TooFewToSay,
        _ when people < Disclosure.FewestJudged => HealthReading.TooFewToSay,
        { DiscriminationInterval.Upper: < 0 } => HealthReading.WrongWay,
        _ when (values[^1].People ?? 0) >= NearlyEverybody * people => HealthReading.Ceiling,
        _ when (values[0].People ?? 0) >= NearlyEverybody * people => HealthReading.Floor,
        { DiscriminationInterval.Upper: < Weak } => HealthReading.SeparatesLittle,
        { DiscriminationInterval.Lower: > 0 } => HealthReading.Separates,
        _ => HealthReading.CannotTell,
    };
}
