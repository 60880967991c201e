namespace GradeBench.Core.Decisions;

/// <summary>What became of a decision: exactly one of the nested cases.</summary>
public abstract record DecideOutcome
{
    private DecideOutcome() { }

    public sealed record Decided(Guid DecisionId) : DecideOutcome;

    /// <summary>It waits for a second person and counts nowhere until then.</summary>
    public sealed record Proposed(Guid ProposalId) : DecideOutcome;

    /// <summary>There is no such submission.</summary>
    public sealed record Unknown : DecideOutcome;

    /// <summary>Nothing was graded, so there is nothing to decide on.</summary>
    public sealed record NotGraded : DecideOutcome;

    /// <summary>The candidate has uploaded again; that upload counts.</summary>
    public sealed record Superseded(Guid LastSubmissionId) : DecideOutcome;
}
