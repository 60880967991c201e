namespace GradeBench.Core.Cohorts.Items;

/// <summary>
/// The people whose item has one value, and sums over them from which every statistic of an item follows. A waiting one
/// may be negative: so many have left.
/// </summary>
internal abstract class ItemCount
{
    public required Guid RubricVersionId { get; init; }

    public required ItemSample Sample { get; init; }

    /// <summary>See <see cref="ItemId"/>.</summary>
    public required string Item { get; init; }

    public required string Value { get; init; }

    public required int People { get; init; }

    /// <summary>In <see cref="ItemSample.Decided"/>: how many of them were hired.</summary>
    public int Hired { get; init; }

    public decimal ScoreSum { get; init; }

    public decimal ScoreSquares { get; init; }

    public decimal RestSum { get; init; }

    public decimal RestSquares { get; init; }

    public decimal Products { get; init; }
}

/// <summary>What has changed since the value was last shown; shown when it is five people or more.</summary>
internal sealed class WaitingItem : ItemCount;

/// <summary>What is shown. Written by <see cref="ItemRelease"/> and <see cref="GeneratedPopulation"/> only.</summary>
internal sealed class ReleasedItem : ItemCount
{
    public required Population Population { get; init; }

    /// <summary>When these people joined the statistics, for example <c>2026-Q2</c>.</summary>
    public required string Quarter { get; init; }
}
