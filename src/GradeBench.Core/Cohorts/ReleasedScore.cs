namespace GradeBench.Core.Cohorts;

/// <summary>
/// How many released people of one cohort have one score. Scores have steps of 0.1, so these few rows are everything a
/// statistic needs, however many submissions there are. Written by <see cref="CohortRelease"/> only.
/// </summary>
internal sealed class ReleasedScore
{
    public required Population Population { get; init; }

    public required Guid RubricVersionId { get; init; }

    /// <summary>When these people joined the statistics, for example <c>2026-Q2</c>.</summary>
    public required string Quarter { get; init; }

    public required LearningPath Cohort { get; init; }

    /// <summary>A dimension's id or <see cref="ScoreRow.Overall"/>.</summary>
    public required string Dimension { get; init; }

    /// <summary>1.0 to 10.0.</summary>
    public required decimal Score { get; init; }

    public required int People { get; init; }
}
