using GradeBench.Core.Audit;
using GradeBench.Core.Candidates;
using GradeBench.Core.Receipts;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Retention;

/// <summary>What came of placing a hold: exactly one of the nested cases.</summary>
public abstract record HoldOutcome
{
    private HoldOutcome() { }

    /// <param name="Holds">How many invitations it was placed on.</param>
    public sealed record Placed(int Holds) : HoldOutcome;

    /// <summary>Each of them was held before; that stands.</summary>
    public sealed record HeldBefore : HoldOutcome;

    /// <summary>No upload has that receipt, and nobody that address.</summary>
    public sealed record Unknown : HoldOutcome;
}

/// <summary>Places holds and lifts them.</summary>
public sealed class LegalHolds(GradeBenchDbContext db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Holds the sitting of one upload, or everything of one person.</summary>
    /// <param name="about">A receipt's number or a candidate's address.</param>
    /// <param name="actor">The user's name.</param>
    public async Task<HoldOutcome> PlaceAsync(string about, string reason, string actor, CancellationToken cancellationToken)
    {
        var invitations = await FindAsync(about, cancellationToken);
        if (invitations.Count == 0)
        {
            return new HoldOutcome.Unknown();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Erasing and purging lock the same rows: whichever comes second sees what the first did.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM invitations WHERE id = ANY ({invitations.ToArray()}) ORDER BY id FOR UPDATE", cancellationToken);
        var free = await db.Invitations
            .Where(i => invitations.Contains(i.Id) && i.Candidate.ErasedAt == null && !db.LegalHolds.Any(h => h.InvitationId == i.Id && h.LiftedAt == null))
            .Select(i => i.Id).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var invitation in free)
        {
            var hold = new LegalHold { Id = Guid.CreateVersion7(now), InvitationId = invitation, Reason = reason, PlacedBy = actor, PlacedAt = now };
            db.LegalHolds.Add(hold);
            audit.Add(actor, "hold.placed", $"invitation {invitation}", new { hold = hold.Id });
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return free.Count > 0 ? new HoldOutcome.Placed(free.Count) : new HoldOutcome.HeldBefore();
    }

    /// <summary>Lets the retention policy and erasure go on. False when there is no such hold, or it was lifted before.</summary>
    public async Task<bool> LiftAsync(Guid holdId, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var lifted = await db.LegalHolds
            .Where(h => h.Id == holdId && h.LiftedAt == null)
            .ExecuteUpdateAsync(h => h.SetProperty(x => x.LiftedAt, now).SetProperty(x => x.LiftedBy, actor), cancellationToken);
        if (lifted == 0)
        {
            return false;
        }

        var invitation = await db.LegalHolds.Where(h => h.Id == holdId).Select(h => h.InvitationId).SingleAsync(cancellationToken);
        audit.Add(actor, "hold.lifted", $"invitation {invitation}", new { hold = holdId });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return true;
    }

    /// <summary>The invitations a receipt's number or a candidate's address stands for.</summary>
    public async Task<List<Guid>> FindAsync(string about, CancellationToken cancellationToken)
    {
        if (about.Contains('@', StringComparison.Ordinal))
        {
            var email = Candidate.NormalizeEmail(about);
            return await db.Invitations.Where(i => i.Candidate.Email == email).Select(i => i.Id).ToListAsync(cancellationToken);
        }

        return ReceiptCode.DigitsOf(about) is { } digits
            ? await db.Submissions.Where(s => s.ReceiptDigits == digits).Select(s => s.Attempt.InvitationId).ToListAsync(cancellationToken)
            : [];
    }

    /// <summary>Since when something of a person is held; null when nothing is.</summary>
    internal async Task<DateTimeOffset?> HeldSinceAsync(Guid candidateId, CancellationToken cancellationToken) =>
        await db.LegalHolds.Where(h => h.Invitation.CandidateId == candidateId && h.LiftedAt == null).MinAsync(h => (DateTimeOffset?)h.PlacedAt, cancellationToken);
}
