using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Core.Invitations;

/// <summary>Many links at once, and a new link in the place of a lost one.</summary>
public sealed class InvitationBatch(
    GradeBenchDbContext db, InvitationService invitations, InvitationMail mail, AuditTrail audit, IOptions<InvitationOptions> options, TimeProvider clock)
{
    /// <summary>More in one file is a mistake more often than a wish.</summary>
    public const int Most = 200;

    /// <summary>Makes all of the links or none of them.</summary>
    /// <exception cref="InvalidOperationException">An assessment has not been published; nothing was stored.</exception>
    public async Task<IReadOnlyList<IssuedInvitation>> CreateAsync(IReadOnlyList<NewInvitation> people, string actor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(people.Count, Most);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var issued = new List<IssuedInvitation>();
        foreach (var person in people) issued.Add(await invitations.CreateAsync(person, actor, cancellationToken));
        await transaction.CommitAsync(cancellationToken);

        return issued;
    }

    /// <summary>
    /// Gives an invitation a new link and the usual time to start with it; the old link is dead at once, and a sitting that
    /// runs goes on under the new one. Null when there is no such invitation or it was withdrawn.
    /// </summary>
    /// <param name="mailedAt">The address that personal links begin with, to send the new one by mail; null to send nothing.</param>
    public async Task<IssuedInvitation?> ReplaceLinkAsync(Guid invitationId, Uri? mailedAt, string actor, CancellationToken cancellationToken)
    {
        var token = InvitationToken.Create();
        var hash = InvitationToken.Hash(token);
        var expires = clock.GetUtcNow() + options.Value.ValidFor;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var replaced = await db.Invitations
            .Where(i => i.Id == invitationId && i.RevokedAt == null)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.TokenHash, hash).SetProperty(x => x.ExpiresAt, expires), cancellationToken);
        if (replaced == 0)
        {
            return null;
        }

        audit.Add(actor, "invitation.link-replaced", $"invitation {invitationId}", new { expiresAt = expires });
        await db.SaveChangesAsync(cancellationToken);
        var candidate = await db.Invitations.Where(i => i.Id == invitationId).Select(i => i.CandidateId).SingleAsync(cancellationToken);
        var issued = new IssuedInvitation(invitationId, candidate, token, expires);
        if (mailedAt is not null)
        {
            await mail.AddAsync(issued, mailedAt, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);

        return issued;
    }
}
