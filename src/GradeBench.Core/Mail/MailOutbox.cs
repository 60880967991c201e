using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Mail;

/// <summary>
/// Notes messages in the transaction of what they tell of, so that they are sent if and only if it was stored. They are sent by
/// <see cref="MailDelivery"/>.
/// </summary>
public sealed class MailOutbox(GradeBenchDbContext db, TimeProvider clock)
{
    /// <summary>Where whoever sends mail is told that some waits. Heard when the transaction is committed.</summary>
    public const string Channel = "gradebench_mail";

    /// <summary>False when there is such a message already, or its reader was erased; nothing is noted then.</summary>
    /// <param name="about">The id of what the message is about.</param>
    /// <param name="moment">Tells several messages of a kind about one thing apart.</param>
    /// <param name="link">The personal link that <paramref name="message"/> holds as <see cref="OutgoingMail.LinkPlace"/>; null for none.</param>
    public async Task<bool> AddAsync(
        MailKind kind, Guid about, DateTimeOffset moment, Guid candidateId, MailMessage message, Uri? link, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (id, named, at) = (Guid.CreateVersion7(now), kind.ToString(), moment.ToUniversalTime());

        // Locked against an erasure: it waits for this message and deletes it, or this finds that there is nobody to write to.
        var added = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO mails (id, kind, about, moment, candidate_id, to_name, to_address, subject, text, link, attachment_name, attachment_json, created_at, state, due_at, attempts)
            SELECT {id}, {named}, {about}, {at}, c.id, {message.ToName}, {message.ToAddress}, {message.Subject}, {message.Text}, {link?.AbsoluteUri}::text,
                {message.Attachment?.FileName}::text, {message.Attachment?.Json}::text, {now}, 'Waiting', {now}, 0
            FROM candidates AS c WHERE c.id = {candidateId} AND c.erased_at IS NULL FOR SHARE
            ON CONFLICT (kind, about, moment) DO NOTHING
            """, cancellationToken);
        if (added == 0)
        {
            return false;
        }

        await AnnounceAsync(cancellationToken);
        return true;
    }

    /// <summary>Tries a message again at once that waits for its next attempt or was given up. False when there is nothing to try.</summary>
    public async Task<bool> RetryAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();

        // A link is forgotten when its message is given up; a message without it would tell nobody anything.
        var waiting = await db.OutgoingMails
            .Where(m => m.Id == id && m.State != MailState.Sent && (m.Kind != MailKind.Invitation || m.Link != null))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MailState.Waiting).SetProperty(x => x.DueAt, now).SetProperty(x => x.Attempts, 0), cancellationToken);
        if (waiting > 0)
        {
            await AnnounceAsync(cancellationToken);
        }

        return waiting > 0;
    }

    private Task<int> AnnounceAsync(CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync($"NOTIFY {Channel}", cancellationToken);
}
