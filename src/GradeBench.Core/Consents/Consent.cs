using GradeBench.Core.Invitations;

namespace GradeBench.Core.Consents;

/// <summary>One answer of a candidate. Answers are only added; the latest of a purpose is the one that stands.</summary>
public sealed class Consent
{
    public required Guid Id { get; init; }

    public required Guid InvitationId { get; init; }

    public Invitation Invitation { get; init; } = null!;

    public required ConsentPurpose Purpose { get; init; }

    /// <summary>Whether the box was ticked.</summary>
    public required bool Given { get; init; }

    /// <summary>SHA-256 of the sentence beside the box, in lower-case hex.</summary>
    public required string WordingSha256 { get; init; }

    public required DateTimeOffset At { get; init; }
}
