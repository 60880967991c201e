namespace GradeBench.Core.Invitations;

/// <summary>A new invitation with its token, which is stored nowhere and must reach the candidate now.</summary>
/// <param name="Token">The secret part of the link: 43 letters, digits, <c>-</c> and <c>_</c>.</param>
public sealed record IssuedInvitation(Guid InvitationId, Guid CandidateId, string Token, DateTimeOffset ExpiresAt);
