namespace GradeBench.Core.Cohorts.Items;

/// <summary>
/// What of a person is counted in <see cref="WaitingItem"/> and <see cref="ReleasedItem"/> together, kept so that exactly
/// that can be taken out again.
/// </summary>
internal sealed class CountedPerson
{
    public required Guid RubricVersionId { get; init; }

    public required Guid CandidateId { get; init; }

    public required ItemSample Sample { get; init; }

    /// <summary>Counted with in <see cref="Fairness.StratumCount"/>; null in a sample that knows no cohorts.</summary>
    public LearningPath? Cohort { get; set; }

    public required bool Hired { get; set; }

    public required IReadOnlyList<ObservedItem> Items { get; set; }
}
