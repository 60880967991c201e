using GradeBench.Core.Invitations;

namespace GradeBench.Core.Retention;

/// <summary>
/// That what belongs to an invitation must be kept, for a dispute for example. It stops the retention policy for the sitting
/// and the erasure of its person, also when the person asks for it.
/// </summary>
public sealed class LegalHold
{
    public const int ShortestReason = 10;

    public const int LongestReason = 500;

    public required Guid Id { get; init; }

    public required Guid InvitationId { get; init; }

    public Invitation Invitation { get; init; } = null!;

    /// <summary>For administrators. The audit trail does not repeat it: it may name the person.</summary>
    public required string Reason { get; set; }

    /// <summary>The user's name.</summary>
    public required string PlacedBy { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public string? LiftedBy { get; set; }

    /// <summary>Null while it holds.</summary>
    public DateTimeOffset? LiftedAt { get; set; }
}
