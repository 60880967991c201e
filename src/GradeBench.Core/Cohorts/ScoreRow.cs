namespace GradeBench.Core.Cohorts;

/// <summary>
/// One score of one graded run, with everything a cohort query groups by. Internal, because it holds the cohort beside the
/// candidate; people see only aggregates of it.
/// </summary>
internal sealed class ScoreRow
{
    /// <summary>Stands in <see cref="Dimension"/> for the overall score.</summary>
    public const string Overall = "overall";

    public required Guid RunId { get; init; }

    /// <summary>A dimension's id or <see cref="Overall"/>.</summary>
    public required string Dimension { get; init; }

    /// <summary>1.0 to 10.0.</summary>
    public required decimal Score { get; init; }

    public required LearningPath Cohort { get; set; }

    public required string AssessmentId { get; init; }

    public required Guid RubricVersionId { get; init; }

    public required Guid CandidateId { get; init; }

    public required Guid AttemptId { get; init; }

    public required Guid SubmissionId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// Whether it stands for its candidate: one set of scores per candidate, assessment and rubric version does, that of
    /// the last graded submission. A sample therefore never holds a person twice.
    /// </summary>
    public required bool Counts { get; set; }

    /// <summary>The cohort it is counted in where statistics are shown; null while it waits (<see cref="CohortRelease"/>).</summary>
    public LearningPath? ReleasedCohort { get; set; }

    /// <summary>The quarter in which it joined <see cref="ReleasedCohort"/>, for example <c>2026-Q2</c>.</summary>
    public string? ReleasedQuarter { get; set; }
}
