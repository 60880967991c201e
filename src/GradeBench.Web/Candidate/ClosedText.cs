using GradeBench.Web.Shared;

namespace GradeBench.Web.Candidate;

/// <summary>Why a personal link no longer opens anything, and what to do.</summary>
public sealed record ClosedText(string Title, string Sentence, string Advice)
{
    public static ClosedText Revoked { get; } = new("This link was withdrawn",
        "The people who invited you have withdrawn this link, so it cannot be used any more.",
        "If you did not expect that, reply to the message it came in and ask.");

    public static ClosedText Erased { get; } = new("Your data is erased",
        "Your name and address, your files and every text by or about you are deleted, and this link opens nothing any more.",
        "Scores stay in statistics that name nobody. That something was erased is recorded; what it was is not.");

    public static ClosedText Expired(DateTimeOffset at) => new("This link has expired",
        $"It could be used to start until {Shown.Utc(at)} UTC. Nothing was started and nothing about you was graded.",
        "Reply to the message it came in and ask for a new one: that is quick for them and held against nobody.");
}
