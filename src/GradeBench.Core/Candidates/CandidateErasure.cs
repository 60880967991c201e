using GradeBench.Core.Audit;
using GradeBench.Core.Invitations;
using GradeBench.Core.Mail;
using GradeBench.Core.Retention;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Candidates;

/// <summary>What came of erasing: exactly one of the nested cases.</summary>
public abstract record EraseOutcome
{
    private EraseOutcome() { }

    public sealed record Erased : EraseOutcome;

    /// <summary>An upload is being graded; nothing was erased.</summary>
    public sealed record Busy : EraseOutcome;

    /// <summary>A legal hold keeps the data; nothing was erased.</summary>
    public sealed record Held(DateTimeOffset Since) : EraseOutcome;

    public sealed record Unknown : EraseOutcome;
}

/// <summary>
/// Erases a person who asks for it. The audit trail keeps that it was done, and nothing of what was erased.
/// </summary>
public sealed class CandidateErasure(
    GradeBenchDbContext db, PersonErasure people, UploadErasure uploads, LegalHolds holds, MailFolder mail, AuditTrail audit)
{
    /// <param name="token">The secret of any of the person's links; none opens anything afterwards.</param>
    public async Task<EraseOutcome> EraseAsync(string token, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(token);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var candidate = await db.Invitations
            .Where(i => i.TokenHash == hash && i.RevokedAt == null).Select(i => i.Candidate).SingleOrDefaultAsync(cancellationToken);
        if (candidate is null)
        {
            return new EraseOutcome.Unknown();
        }

        await people.LockAsync(candidate.Id, cancellationToken);
        if (await holds.HeldSinceAsync(candidate.Id, cancellationToken) is { } since)
        {
            return new EraseOutcome.Held(since);
        }

        if (await uploads.AreGradedAsync(db.Submissions.Where(s => s.Attempt.CandidateId == candidate.Id), cancellationToken))
        {
            return new EraseOutcome.Busy();
        }

        var address = candidate.Email;
        var count = await people.EraseAsync(candidate, ErasureCause.Candidate, cancellationToken);
        audit.Add("candidate", "candidate.erased", $"candidate {candidate.Id}", new { uploads = count });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        mail.DeleteTo(address);

        return new EraseOutcome.Erased();
    }

    /// <summary>Since when a hold keeps the data of whoever has that link; null when nothing keeps it.</summary>
    public async Task<DateTimeOffset?> HeldSinceAsync(string token, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(token);

        return await db.LegalHolds
            .Where(h => h.LiftedAt == null && db.Invitations.Any(i => i.TokenHash == hash && i.CandidateId == h.Invitation.CandidateId))
            .MinAsync(h => (DateTimeOffset?)h.PlacedAt, cancellationToken);
    }
}
