namespace GradeBench.Core.Decisions;

/// <summary>What came of a second person's word: exactly one of the nested cases.</summary>
public abstract record ApprovalOutcome
{
    private ApprovalOutcome() { }

    /// <summary>It counts from now on.</summary>
    public sealed record Approved(Guid DecisionId) : ApprovalOutcome;

    public sealed record SentBack : ApprovalOutcome;

    /// <summary>Whoever proposed it cannot approve it.</summary>
    public sealed record Own : ApprovalOutcome;

    /// <summary>Somebody has closed it meanwhile.</summary>
    public sealed record Closed : ApprovalOutcome;

    /// <summary>The candidate has uploaded again; that upload counts.</summary>
    public sealed record Superseded(Guid LastSubmissionId) : ApprovalOutcome;

    public sealed record Unknown : ApprovalOutcome;
}
