namespace GradeBench.Core.Cohorts.Decisions;

/// <summary>How many released people of one cohort were decided on, and how many of them go on. Written by <see cref="DecisionRelease"/> only.</summary>
internal sealed class ReleasedDecision
{
    public required Population Population { get; init; }

    public required Guid RubricVersionId { get; init; }

    /// <summary>When these people joined the statistics, for example <c>2026-Q2</c>.</summary>
    public required string Quarter { get; init; }

    public required LearningPath Cohort { get; init; }

    public required int Advanced { get; init; }

    /// <summary>Advanced and declined.</summary>
    public required int Decided { get; init; }
}
