namespace GradeBench.Core.Reviews;

/// <summary>A remark of a reviewer: for colleagues, or for the candidate once it is published.</summary>
public sealed class ReviewNote
{
    public const int LongestText = 4000;

    public required Guid Id { get; init; }

    public required Guid ReviewId { get; init; }

    public Review Review { get; init; } = null!;

    /// <summary>The criterion it is about; null for the whole submission.</summary>
    public string? CriterionId { get; init; }

    /// <summary>Plain text; personal data of the candidate either way.</summary>
    public required string Text { get; init; }

    /// <summary>Whether the candidate is meant to read it.</summary>
    public required bool ForCandidate { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>When the candidate could read it; null for drafts and for notes to colleagues.</summary>
    public DateTimeOffset? PublishedAt { get; set; }
}
