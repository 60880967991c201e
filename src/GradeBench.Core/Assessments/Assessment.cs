using GradeBench.Core.Rubrics;

namespace GradeBench.Core.Assessments;

/// <summary>A take-home task, and which versions of its pack and rubric are in force.</summary>
public sealed class Assessment
{
    /// <summary>The pack's id, for example <c>task-runner</c>.</summary>
    public required string Id { get; init; }

    public required string Title { get; set; }

    public required Guid CurrentPackVersionId { get; set; }

    public PackVersion CurrentPackVersion { get; init; } = null!;

    public required Guid CurrentRubricVersionId { get; set; }

    public RubricVersion CurrentRubricVersion { get; init; } = null!;

    /// <summary>Whether a decision counts only when a second person approves it.</summary>
    public bool SecondApproval { get; set; }
}
