namespace GradeBench.Core.Attempts;

/// <summary>What came of pressing Start: exactly one of the nested cases.</summary>
public abstract record StartOutcome
{
    private StartOutcome() { }

    /// <summary>The sitting runs. Pressing Start again gives the same one.</summary>
    public sealed record Started(Guid AttemptId, DateTimeOffset StartedAt, DateTimeOffset Deadline) : StartOutcome;

    public sealed record Expired(DateTimeOffset ExpiredAt) : StartOutcome;

    public sealed record Revoked : StartOutcome;

    /// <summary>Another rubric was published after the page was opened; nothing was started, so that nobody works for rules unseen.</summary>
    public sealed record RulesChanged : StartOutcome;

    /// <summary>There is no such invitation.</summary>
    public sealed record Unknown : StartOutcome;
}
