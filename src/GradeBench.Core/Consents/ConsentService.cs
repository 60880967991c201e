using GradeBench.Core.Audit;
using GradeBench.Core.Invitations;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Consents;

/// <summary>Records what candidates agreed to, and what they took back.</summary>
public sealed class ConsentService(GradeBenchDbContext db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Adds the answers that differ from those that stand. False when the token opens nothing.</summary>
    /// <param name="token">The secret of the candidate's link.</param>
    public async Task<bool> RecordAsync(
        string token, IReadOnlyDictionary<ConsentPurpose, bool> answers, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(token);
        var invitation = await db.Invitations
            .Where(i => i.TokenHash == hash && i.RevokedAt == null).Select(i => (Guid?)i.Id).SingleOrDefaultAsync(cancellationToken);
        if (invitation is not { } id)
        {
            return false;
        }

        var standing = await StandingAsync(id, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var (purpose, given) in answers.Where(answer => !standing.TryGetValue(answer.Key, out var before) || before != answer.Value))
        {
            db.Consents.Add(new Consent
            {
                Id = Guid.CreateVersion7(now),
                InvitationId = id,
                Purpose = purpose,
                Given = given,
                WordingSha256 = ConsentWording.HashOf(purpose),
                At = now,
            });
            audit.Add("candidate", given ? "consent.given" : "consent.refused", $"invitation {id}", new { purpose = purpose.ToString() });
        }

        await db.SaveChangesAsync(cancellationToken);

        return true;
    }

    /// <summary>The answers that stand for an invitation; purposes that were never asked about are missing.</summary>
    public async Task<IReadOnlyDictionary<ConsentPurpose, bool>> StandingAsync(Guid invitationId, CancellationToken cancellationToken)
    {
        var answers = await db.Consents
            .Where(c => c.InvitationId == invitationId).OrderBy(c => c.At).ThenBy(c => c.Id)
            .Select(c => new { c.Purpose, c.Given }).ToListAsync(cancellationToken);

        return answers.GroupBy(a => a.Purpose).ToDictionary(g => g.Key, g => g.Last().Given);
    }
}
