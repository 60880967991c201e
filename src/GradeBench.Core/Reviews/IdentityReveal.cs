using GradeBench.Core.Attempts;

namespace GradeBench.Core.Reviews;

/// <summary>Somebody looked up whose work an attempt is before it was decided, and why.</summary>
public sealed class IdentityReveal
{
    public const int ShortestReason = 10;

    public const int LongestReason = 500;

    public required Guid Id { get; init; }

    public required Guid AttemptId { get; init; }

    public Attempt Attempt { get; init; } = null!;

    /// <summary>A user's name. It stays hidden from everybody else.</summary>
    public required string RevealedTo { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset RevealedAt { get; init; }
}
