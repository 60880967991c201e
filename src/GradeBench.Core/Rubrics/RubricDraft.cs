using GradeBench.Core.Assessments;

namespace GradeBench.Core.Rubrics;

/// <summary>A rubric that is being written. It may be wrong at any time; what is published from it never is.</summary>
public sealed class RubricDraft
{
    public const int LongestReason = 2000;

    public required Guid Id { get; init; }

    public required string AssessmentId { get; init; }

    public Assessment Assessment { get; init; } = null!;

    /// <summary>The version it is compared with.</summary>
    public required Guid BasedOnId { get; init; }

    public RubricVersion BasedOn { get; init; } = null!;

    public required string Yaml { get; set; }

    /// <summary>Why the rules change, for those who will have to answer for it; empty until somebody says so.</summary>
    public required string Reason { get; set; }

    /// <summary>Counts the saves, so that nobody overwrites what somebody else saved meanwhile.</summary>
    public required int Revision { get; set; }

    public required RubricDraftState State { get; set; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string EditedBy { get; set; }

    public required DateTimeOffset EditedAt { get; set; }

    /// <summary>Who asked for it to be published; null until then. Somebody else has to agree where a decision would flip.</summary>
    public string? ProposedBy { get; set; }

    /// <summary>Who agreed; null where nobody had to.</summary>
    public string? ApprovedBy { get; set; }

    /// <summary>What became of it; null unless it was published.</summary>
    public Guid? PublishedId { get; set; }

    public RubricVersion? Published { get; init; }
}

public enum RubricDraftState
{
    Open,

    /// <summary>Waits for a second person and is not edited meanwhile.</summary>
    Proposed,

    Published,
    Discarded,
}
