using GradeBench.Core.Submissions;

namespace GradeBench.Core.Feedback;

/// <summary>A candidate's wish that a person looks again at one criterion, and the answer.</summary>
public sealed class RecheckRequest
{
    public const int LongestText = 2_000;

    public required Guid Id { get; init; }

    public required Guid SubmissionId { get; init; }

    public Submission Submission { get; init; } = null!;

    /// <summary>The criterion of the rubric the result was scored by.</summary>
    public required string CriterionId { get; init; }

    /// <summary>What the candidate thinks was overlooked.</summary>
    public required string Reason { get; set; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public string? AnsweredBy { get; set; }

    /// <summary>What was found, and why; the candidate reads it.</summary>
    public string? Answer { get; set; }

    /// <summary>Whether whoever answered agrees with the candidate.</summary>
    public bool Agreed { get; set; }
}
