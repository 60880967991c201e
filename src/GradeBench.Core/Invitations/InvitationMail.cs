using GradeBench.Core.Mail;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Core.Invitations;

/// <summary>Sends a candidate the personal link.</summary>
public sealed class InvitationMail(GradeBenchDbContext db, MailOutbox outbox, IOptions<InvitationOptions> options)
{
    /// <summary>Notes the message in the caller's transaction, so that it goes out when the link is stored and not before.</summary>
    /// <param name="links">The address that personal links begin with.</param>
    internal async Task AddAsync(IssuedInvitation invitation, Uri links, CancellationToken cancellationToken)
    {
        var to = await db.Invitations.Where(i => i.Id == invitation.InvitationId)
            .Select(i => new { i.Candidate.Name, i.Candidate.Email, i.Candidate.TimeZone, i.Assessment.Title }).SingleAsync(cancellationToken);

        // Each link is a message of its own, whatever the clock says.
        await outbox.AddAsync(
            MailKind.Invitation, Guid.CreateVersion7(), invitation.ExpiresAt, invitation.CandidateId,
            CandidateMails.Invitation(new(to.Name, to.Email, to.TimeZone), to.Title, invitation.ExpiresAt, options.Value.TimeToWork),
            new Uri(links, invitation.Token), cancellationToken);
    }
}
