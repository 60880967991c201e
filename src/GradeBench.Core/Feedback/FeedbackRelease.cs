using GradeBench.Core.Attempts;

namespace GradeBench.Core.Feedback;

/// <summary>That a candidate may read the feedback on a sitting. There is none before; once there is one it stays.</summary>
public sealed class FeedbackRelease
{
    public required Guid AttemptId { get; init; }

    public Attempt Attempt { get; init; } = null!;

    public required DateTimeOffset ReleasedAt { get; init; }

    /// <summary>The user's name.</summary>
    public required string ReleasedBy { get; init; }
}
