namespace GradeBench.Core.Submissions;

/// <summary>What came of an upload: exactly one of the nested cases.</summary>
public abstract record ReceiveOutcome
{
    private ReceiveOutcome() { }

    /// <summary>It is stored and will be graded, whatever happens to this process now.</summary>
    public sealed record Received(SubmissionReceipt Receipt) : ReceiveOutcome;

    /// <summary>It came after the deadline; nothing was stored.</summary>
    public sealed record TooLate(DateTimeOffset Deadline) : ReceiveOutcome;

    /// <summary>The attempt already has as many submissions as it may have; nothing was stored.</summary>
    public sealed record TooMany(int Limit) : ReceiveOutcome;

    /// <summary>There is no such attempt, or its invitation was revoked; nothing was stored.</summary>
    public sealed record NotOpen : ReceiveOutcome;
}
