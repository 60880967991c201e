namespace GradeBench.Core.Cohorts.Decisions;

/// <summary>
/// The decision that stands for a candidate under one rubric version, with the cohort beside it. Internal for that
/// reason; people see only groups of it (<see cref="ReleasedDecision"/>).
/// </summary>
internal sealed class DecisionRow
{
    public required Guid RubricVersionId { get; init; }

    public required Guid CandidateId { get; init; }

    public required LearningPath Cohort { get; set; }

    public required bool Advanced { get; set; }

    /// <summary>False while the decision is to hold.</summary>
    public required bool Counts { get; set; }

    /// <summary>The cohort it is counted in where rates are shown; null while it waits.</summary>
    public LearningPath? ReleasedCohort { get; set; }

    public string? ReleasedQuarter { get; set; }

    public bool? ReleasedAdvanced { get; set; }
}
