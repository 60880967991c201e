using GradeBench.Cohorts;

namespace GradeBench.Core.Cohorts.Effort;

/// <summary>Overall scores against the hours that people say they worked. No learning path is in it.</summary>
/// <param name="People">In bands of at least <see cref="Disclosure.FewestShown"/>; only they are in any number. Null when there is no such band.</param>
/// <param name="Bands">Every band, ascending.</param>
/// <param name="Correlation">Pearson's r of hours and score; null below <see cref="Disclosure.FewestCompared"/> people and without spread.</param>
public sealed record EffortFigures(
    int? People, IReadOnlyList<EffortBand> Bands, double? Correlation, Interval? CorrelationInterval, EffortReading Reading)
{
    public static EffortFigures None { get; } = EffortStatistics.Of(new Dictionary<string, ItemSums>());
}

/// <param name="Band">One of <see cref="EffortBands.All"/>.</param>
/// <param name="People">Null for fewer than <see cref="Disclosure.FewestShown"/>, none included; with it everything else is null.</param>
/// <param name="Mean">Of the overall scores.</param>
/// <param name="MeanInterval">95 %, Student's t.</param>
/// <param name="Sums">What it is computed from: hours as the score, overall scores as the rest.</param>
public sealed record EffortBand(string Band, int? People, double? Mean, Interval? MeanInterval, ItemSums? Sums);

/// <summary>What the numbers allow to say.</summary>
public enum EffortReading
{
    /// <summary>Below <see cref="Disclosure.FewestJudged"/> people.</summary>
    TooFewToSay,

    /// <summary>The interval of the correlation holds 0, or nobody differs.</summary>
    CannotTell,

    /// <summary>Who says they worked longer scores higher, beyond chance.</summary>
    HigherWithMore,

    /// <summary>Who says they worked longer scores lower, beyond chance.</summary>
    LowerWithMore,
}
