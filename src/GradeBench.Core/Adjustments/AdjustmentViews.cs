namespace GradeBench.Core.Adjustments;

/// <summary>A candidate's own request as the candidate sees it.</summary>
/// <param name="WishedPercent">Null for something other than time.</param>
/// <param name="Answered">Whether somebody answered; percent and minutes say what was granted.</param>
public sealed record OwnAdjustment(
    int? WishedPercent, string? Reason, DateTimeOffset RequestedAt, bool Answered, int Percent, int Minutes, string? Answer)
{
    public bool Granted => Percent > 0 || Minutes > 0;
}

/// <summary>A request as staff that answers it sees it: with the person, and without anything about a submission.</summary>
/// <param name="Deadline">Of the sitting; null before Start.</param>
public sealed record OpenAdjustment(
    Guid Id, string CandidateName, string CandidateEmail, string Assessment, int? WishedPercent, string? Reason,
    DateTimeOffset RequestedAt, DateTimeOffset? Deadline, DateTimeOffset? AnsweredAt, string? AnsweredBy, int Percent, int Minutes);

/// <summary>What came of asking: exactly one of the nested cases.</summary>
public abstract record RequestOutcome
{
    private RequestOutcome() { }

    public sealed record Requested(Guid Id) : RequestOutcome;

    /// <summary>An earlier request waits for its answer; the new one was not stored.</summary>
    public sealed record StillOpen : RequestOutcome;

    /// <summary>There is no such invitation, or it was withdrawn.</summary>
    public sealed record Unknown : RequestOutcome;
}

/// <summary>What came of answering: exactly one of the nested cases.</summary>
public abstract record AnswerOutcome
{
    private AnswerOutcome() { }

    /// <param name="Deadline">The sitting's deadline now; null before Start.</param>
    public sealed record Answered(DateTimeOffset? Deadline) : AnswerOutcome;

    /// <summary>Somebody was faster; that answer stands.</summary>
    public sealed record AnsweredBefore : AnswerOutcome;

    public sealed record Unknown : AnswerOutcome;
}
