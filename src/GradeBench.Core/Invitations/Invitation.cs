using GradeBench.Core.Assessments;
using GradeBench.Core.Attempts;
using GradeBench.Core.Candidates;

namespace GradeBench.Core.Invitations;

/// <summary>An expiring personal link to one assessment.</summary>
public sealed class Invitation
{
    public required Guid Id { get; init; }

    public required Guid CandidateId { get; init; }

    public Candidate Candidate { get; init; } = null!;

    public required string AssessmentId { get; init; }

    public Assessment Assessment { get; init; } = null!;

    /// <summary>SHA-256 of the link's token. The token itself is shown once, when the invitation is made.</summary>
    public required byte[] TokenHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From then on nobody can start an attempt with it. An attempt that was started keeps its own deadline.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>The sitting started with this invitation; null until then.</summary>
    public Attempt? Attempt { get; init; }
}
