namespace GradeBench.Core.Attempts;

/// <summary>What came of pressing Start: exactly one of the nested cases.</summary>
public abstract record StartOutcome
{
    private StartOutcome() { }

    /// <summary>The sitting runs. Pressing Start again gives the same one.</summary>
    public sealed record Started(Guid AttemptId, DateTimeOffset StartedAt, DateTimeOffset Deadline) : StartOutcome;

    public sealed record Expired(DateTimeOffset ExpiredAt) : StartOutcome;

    public sealed record Revoked : StartOutcome;

    /// <summary>There is no such invitation.</summary>
    public sealed record Unknown : StartOutcome;
}
