using GradeBench.Cohorts;
using GradeBench.Core.Cohorts.Effort;

namespace GradeBench.Core.Cohorts.Health;

/// <summary>How well an assessment measures: each behaviour and criterion over everybody graded. No learning path is in it.</summary>
/// <param name="Quarter">Null for all time.</param>
/// <param name="Items">Behaviours and criteria, in the order of pack and rubric.</param>
public sealed record HealthReport(SampleSource Source, string? Quarter, IReadOnlyList<ItemHealth> Items)
{
    /// <summary>Of all time, whatever the period of the rest.</summary>
    public AgreementFigures Agreement { get; init; } = new(null, []);

    public EffortFigures Effort { get; init; } = EffortFigures.None;

    /// <summary>Whether any number can be shown.</summary>
    public bool Any => Items.Any(i => i.People > 0);
}

/// <summary>One behaviour or criterion. Only people whose value at least five people have are in its numbers.</summary>
/// <param name="Item">For example <c>behaviour:cancellation.during</c> or <c>criterion:totals</c>.</param>
/// <param name="Values">Every value there is, ascending: failed and passed, or the levels of the rubric.</param>
/// <param name="Mean">Of a behaviour the share that passed, of a criterion the score from 1 to 10; null for nobody.</param>
/// <param name="StandardDeviation">Null below <see cref="Disclosure.FewestCompared"/> people.</param>
/// <param name="Discrimination">Correlation with everything else of its kind; null below <see cref="Disclosure.FewestCompared"/> people and without spread.</param>
public sealed record ItemHealth(
    string Item, IReadOnlyList<ValueHealth> Values, int People, double? Mean, double? StandardDeviation, double? Discrimination,
    Interval? DiscriminationInterval, HealthReading Reading);

/// <param name="People">Null for fewer than <see cref="Disclosure.FewestShown"/>, none included.</param>
/// <param name="Sums">What the item's statistics are computed from; null with <paramref name="People"/>.</param>
public sealed record ValueHealth(string Value, int? People, ItemSums? Sums);

/// <summary>What the numbers allow to say of an item, the most urgent first.</summary>
public enum HealthReading
{
    /// <summary>Below <see cref="Disclosure.FewestJudged"/> people.</summary>
    TooFewToSay,

    /// <summary>Those better at the rest do worse here, beyond chance: test or rule may be wrong.</summary>
    WrongWay,

    /// <summary>Nearly everybody reaches the highest value.</summary>
    Ceiling,

    /// <summary>Nearly everybody stays at the lowest value.</summary>
    Floor,

    /// <summary>It tells the better from the weaker less than <see cref="HealthStatistics.Weak"/> does, beyond chance.</summary>
    SeparatesLittle,

    /// <summary>The interval is too wide to say how well it separates.</summary>
    CannotTell,

    /// <summary>It tells the better from the weaker.</summary>
    Separates,
}
