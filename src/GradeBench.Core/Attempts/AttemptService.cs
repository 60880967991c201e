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
    public Task<StartOutcome> StartAsync(string token, CancellationToken cancellationToken) => StartAsync(token, null, cancellationToken);

    /// <inheritdoc cref="StartAsync(string, CancellationToken)"/>
    /// <param name="shownRubric">The rubric version the candidate was shown; null when none was.</param>
    public async Task<StartOutcome> StartAsync(string token, Guid? shownRubric, CancellationToken cancellationToken)
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
            case var _ when shownRubric is { } shown && shown != invitation.Assessment.CurrentRubricVersionId:
                return new StartOutcome.RulesChanged();
        }

        var attempt = new Attempt
        {
            Id = Guid.CreateVersion7(now),
            InvitationId = invitation.Id,
            CandidateId = invitation.CandidateId,
            AssessmentId = invitation.AssessmentId,
            PackVersionId = invitation.Assessment.CurrentPackVersionId,
            RubricVersionId = invitation.Assessment.CurrentRubricVersionId,
            StartedAt = now,
            Deadline = now + await AllowedAsync(invitation.Id, cancellationToken),
        };
        db.Attempts.Add(attempt);
        audit.Add("candidate", "attempt.started", $"attempt {attempt.Id}", new { attempt.InvitationId, attempt.Deadline });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new StartOutcome.Started(attempt.Id, attempt.StartedAt, attempt.Deadline);
    }

    /// <summary>How long whoever was invited may work: the usual time and what was granted beyond it.</summary>
    public async Task<TimeSpan> AllowedAsync(Guid invitationId, CancellationToken cancellationToken)
    {
        var granted = await db.AdjustmentRequests
            .Where(r => r.InvitationId == invitationId && r.AnsweredAt != null)
            .Select(r => new { r.Percent, r.Minutes })
            .ToListAsync(cancellationToken);
        var usual = options.Value.TimeToWork;

        return usual + WorkTime.Extra(usual, granted.Sum(g => g.Percent), granted.Sum(g => g.Minutes));
    }
}
