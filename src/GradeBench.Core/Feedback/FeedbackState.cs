namespace GradeBench.Core.Feedback;

/// <summary>Whether a candidate may read the feedback on a sitting: exactly one of the nested cases.</summary>
public abstract record FeedbackState
{
    private FeedbackState() { }

    /// <param name="At">When it was released, by a person or by itself.</param>
    public sealed record Released(DateTimeOffset At) : FeedbackState;

    /// <summary>It comes by itself, unless somebody releases it earlier.</summary>
    /// <param name="At">The promised moment.</param>
    public sealed record Promised(DateTimeOffset At) : FeedbackState;

    /// <summary>It comes when somebody releases it.</summary>
    public sealed record Held : FeedbackState;

    /// <summary>
    /// What holds now. Before the deadline nothing comes by itself, whatever the options say: feedback on hidden tests while
    /// one can still upload would be a guide through them.
    /// </summary>
    /// <param name="releasedAt">When a person released it; null when nobody did.</param>
    public static FeedbackState Of(DateTimeOffset? releasedAt, DateTimeOffset deadline, FeedbackOptions options, DateTimeOffset now)
    {
        if (releasedAt is { } at)
        {
            return new Released(at);
        }

        var due = deadline + options.ReleaseAfter;
        return !options.ReleaseByItself ? new Held() : now > deadline && now >= due ? new Released(due) : new Promised(due);
    }
}
