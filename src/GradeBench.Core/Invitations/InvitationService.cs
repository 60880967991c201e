using GradeBench.Core.Audit;
using GradeBench.Core.Candidates;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Core.Invitations;

/// <summary>Invites candidates and finds invitations by the secret in their link.</summary>
public sealed class InvitationService(
    GradeBenchDbContext db, InvitationMail mail, AuditTrail audit, IOptions<InvitationOptions> options, TimeProvider clock)
{
    /// <summary>Makes a link. A person who was invited before (same e-mail address) stays one candidate.</summary>
    /// <exception cref="InvalidOperationException">The assessment has not been published.</exception>
    public async Task<IssuedInvitation> CreateAsync(NewInvitation invitation, string actor, CancellationToken cancellationToken)
    {
        if (!await db.Assessments.AnyAsync(a => a.Id == invitation.AssessmentId, cancellationToken))
        {
            throw new InvalidOperationException(
                $"The assessment '{invitation.AssessmentId}' has not been published. Start a worker: it publishes its packs.");
        }

        var now = clock.GetUtcNow();
        var token = InvitationToken.Create();

        // Where many are made at once, all of them are stored together (InvitationBatch).
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        var candidateId = await FindOrAddCandidateAsync(invitation, now, cancellationToken);
        var created = new Invitation
        {
            Id = Guid.CreateVersion7(now),
            CandidateId = candidateId,
            AssessmentId = invitation.AssessmentId,
            TokenHash = InvitationToken.Hash(token),
            CreatedAt = now,
            ExpiresAt = now + (invitation.ValidFor ?? options.Value.ValidFor),
        };
        db.Invitations.Add(created);
        audit.Add(actor, "invitation.created", $"invitation {created.Id}",
            new { created.AssessmentId, created.CandidateId, created.ExpiresAt });
        await db.SaveChangesAsync(cancellationToken);
        var issued = new IssuedInvitation(created.Id, candidateId, token, created.ExpiresAt);
        if (invitation.MailedAt is { } links)
        {
            await mail.AddAsync(issued, links, cancellationToken);
        }

        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return issued;
    }

    /// <summary>
    /// The invitation a link belongs to, with its candidate, assessment (and current pack) and attempt; null when the token
    /// is wrong. It may be expired or revoked: the page tells the candidate which.
    /// </summary>
    public Task<Invitation?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(token);

        return db.Invitations.AsNoTracking()
            .Include(i => i.Candidate)
            .Include(i => i.Assessment).ThenInclude(a => a.CurrentPackVersion)
            .Include(i => i.Attempt)
            .SingleOrDefaultAsync(i => i.TokenHash == hash, cancellationToken);
    }

    /// <summary>Makes a link useless, at once and for good. False when there is no such invitation or it was revoked before.</summary>
    public async Task<bool> RevokeAsync(Guid invitationId, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var revoked = await db.Invitations
            .Where(i => i.Id == invitationId && i.RevokedAt == null)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.RevokedAt, now), cancellationToken);
        if (revoked == 0)
        {
            return false;
        }

        audit.Add(actor, "invitation.revoked", $"invitation {invitationId}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return true;
    }

    private async Task<Guid> FindOrAddCandidateAsync(NewInvitation invitation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var email = Candidate.NormalizeEmail(invitation.CandidateEmail);
        var id = Guid.CreateVersion7(now);
        var name = invitation.CandidateName.Trim();

        // Two invitations of one person at the same moment must not make two candidates, so the database decides.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO candidates (id, name, email, created_at) VALUES ({id}, {name}, {email}, {now})
            ON CONFLICT (email) DO NOTHING
            """, cancellationToken);

        return await db.Candidates.Where(c => c.Email == email).Select(c => c.Id).SingleAsync(cancellationToken);
    }
}
