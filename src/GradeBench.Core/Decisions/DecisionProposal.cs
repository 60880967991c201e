using GradeBench.Core.Attempts;
using GradeBench.Core.Submissions;

namespace GradeBench.Core.Decisions;

/// <summary>
/// A decision that waits for a second person, where an assessment asks for one. It counts nowhere: approved, it becomes a
/// <see cref="Decision"/>. What was sent back stays to be read.
/// </summary>
public sealed class DecisionProposal
{
    public required Guid Id { get; init; }

    public required Guid AttemptId { get; init; }

    public Attempt Attempt { get; init; } = null!;

    /// <summary>The upload it was made on.</summary>
    public required Guid SubmissionId { get; init; }

    public Submission Submission { get; init; } = null!;

    public required DecisionOutcome Outcome { get; init; }

    public required string CriterionId { get; init; }

    /// <summary>As long as a decision's. Personal data of the candidate.</summary>
    public required string Reason { get; init; }

    public required string ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public ProposalState State { get; set; }

    /// <summary>Who approved, sent back or replaced it; null while it is open.</summary>
    public string? ClosedBy { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Why it was sent back. Personal data of the candidate.</summary>
    public string? SentBackReason { get; set; }
}

/// <summary>Where a proposal stands.</summary>
public enum ProposalState
{
    /// <summary>Waits for a second person. An attempt has one at most.</summary>
    Open,

    Approved,

    SentBack,

    /// <summary>Somebody decided otherwise before anybody had approved it.</summary>
    Replaced,
}
