using GradeBench.Core.Audit;
using GradeBench.Core.Invitations;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Core.Attempts;

/// <summary>Starts sittings.</summary>
public sealed class AttemptService(
    GradeBenchDbContext db, AuditTrail audit, IOptions<InvitationOptions> options, TimeProvider clock)
{
    /// <summary>Starts the clock, once: pressing Start again, even at the same moment, gives the same attempt.</summary>
    /// <param name="token">The secret of the candidate's link.</param>
    public async Task<StartOutcome> StartAsync(string token, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(token);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // A statement of its own: one that waited for the lock and read the attempt too would still see the moment before it waited.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM invitations WHERE token_hash = {hash} FOR UPDATE", cancellationToken);
        var invitation = await db.Invitations
            .Where(i => i.TokenHash == hash)
            .Include(i => i.Attempt)
            .Include(i => i.Assessment)
            .SingleOrDefaultAsync(cancellationToken);
        var now = clock.GetUtcNow();
        switch (invitation)
        {
            case null:
                return new StartOutcome.Unknown();
            case { RevokedAt: not null }:
                return new StartOutcome.Revoked();
            case { Attempt: { } running }:
                return new StartOutcome.Started(running.Id, running.StartedAt, running.Deadline);
            case var _ when invitation.ExpiresAt <= now:
                return new StartOutcome.Expired(invitation.ExpiresAt);
        }

        var attempt = new Attempt
        {
            Id = Guid.CreateVersion7(now),
            InvitationId = invitation.Id,
            CandidateId = invitation.CandidateId,
            AssessmentId = invitation.AssessmentId,
            PackVersionId = invitation.Assessment.CurrentPackVersionId,
            StartedAt = now,
            Deadline = now + options.Value.TimeToWork,
        };
        db.Attempts.Add(attempt);
        audit.Add("candidate", "attempt.started", $"attempt {attempt.Id}", new { attempt.InvitationId, attempt.Deadline });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new StartOutcome.Started(attempt.Id, attempt.StartedAt, attempt.Deadline);
    }
}
