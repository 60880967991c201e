namespace GradeBench.Core.Reviews;

/// <summary>What became of something a reviewer did: exactly one of the nested cases.</summary>
public abstract record ReviewOutcome
{
    private ReviewOutcome() { }

    public sealed record Done : ReviewOutcome;

    /// <summary>There is no such submission, criterion or note.</summary>
    public sealed record Unknown : ReviewOutcome;

    /// <summary>Nothing was graded, so there is nothing to review.</summary>
    public sealed record NotGraded : ReviewOutcome;

    /// <summary>The candidate has uploaded again; that upload counts.</summary>
    public sealed record Superseded(Guid LastSubmissionId) : ReviewOutcome;

    /// <summary>The review is finished and stays as it is.</summary>
    public sealed record Finished : ReviewOutcome;

    /// <summary>Somebody else's review is finished, so this one can no longer be changed without having seen that.</summary>
    public sealed record SeenByNow : ReviewOutcome;

    /// <summary>Only somebody who finished a review of it may settle where reviews differ.</summary>
    public sealed record NotYours : ReviewOutcome;

    /// <summary>It was graded again meanwhile, and the machine says something else than what the level was given instead of.</summary>
    public sealed record MachineChanged(decimal Score) : ReviewOutcome;
}
