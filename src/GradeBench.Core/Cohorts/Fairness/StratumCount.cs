namespace GradeBench.Core.Cohorts.Fairness;

/// <summary>
/// How many people of one cohort and one band of ability met one item. Such cells are small, so none of them is ever shown:
/// only what <see cref="FairnessStatistics"/> makes of all of them together, as they stood at the last step
/// (<see cref="ItemStrata"/>).
/// </summary>
internal sealed class StratumCount
{
    public required Guid RubricVersionId { get; init; }

    public required Population Population { get; init; }

    /// <summary>See <see cref="Items.ItemId"/>.</summary>
    public required string Item { get; init; }

    public required LearningPath Cohort { get; init; }

    /// <summary>Of the score in everything but the item, 0 to 9.</summary>
    public required int Band { get; init; }

    public required int People { get; init; }

    /// <summary>Passed the behaviour, or reached the middle of the criterion's scale.</summary>
    public required int Met { get; init; }

    /// <summary><see cref="People"/> at the last step; what statistics read.</summary>
    public required int SteppedPeople { get; init; }

    public required int SteppedMet { get; init; }
}

/// <summary>When the counts of a cohort last took a step, and how many people have come or left since.</summary>
internal sealed class StrataStep
{
    public required Guid RubricVersionId { get; init; }

    public required Population Population { get; init; }

    public required LearningPath Cohort { get; init; }

    /// <summary>The month it was last looked at, for example <c>2026-06</c>.</summary>
    public required string Month { get; init; }

    /// <summary>The month whose beginning the stepped counts describe; empty before the first step.</summary>
    public required string SteppedMonth { get; init; }

    public required int Changed { get; init; }
}
