using GradeBench.Core.Assessments;

namespace GradeBench.Core.Rubrics;

/// <summary>
/// Past submissions scored under a new version, if somebody says so. Offered with every version published in the web, so
/// that old scores are never changed silently and never left behind by oversight.
/// </summary>
public sealed class Rescoring
{
    public required Guid Id { get; init; }

    public required string AssessmentId { get; init; }

    public Assessment Assessment { get; init; } = null!;

    public required Guid RubricVersionId { get; init; }

    public RubricVersion RubricVersion { get; init; } = null!;

    public required RescoringState State { get; set; }

    public required DateTimeOffset OfferedAt { get; init; }

    /// <summary>Who applied or declined it.</summary>
    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>How many submissions it is about; known once it was applied.</summary>
    public int Total { get; set; }

    public int Done { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}

public enum RescoringState
{
    Offered,
    Running,
    Finished,

    /// <summary>Past scores stay as they are.</summary>
    Declined,
}
