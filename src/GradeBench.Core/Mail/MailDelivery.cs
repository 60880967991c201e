using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GradeBench.Core.Mail;

/// <summary>
/// Sends what waits, one message after the other, and keeps what was sent. Any number of processes may do so: each message is
/// held by one at a time. A process that dies while it sends may have sent it, so the next one may repeat it, with the same id.
/// </summary>
public sealed partial class MailDelivery(GradeBenchDbContext db, IMailer mailer, MailFolder folder, TimeProvider clock, ILogger<MailDelivery> logger)
{
    /// <summary>Over about eighteen hours: each pause is three times the one before.</summary>
    public const int MaxAttempts = 8;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);

    /// <summary>Longer than any mail server is waited for.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(10);

    /// <summary>Sends until nothing is due; how many attempts that were.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var attempts = 0;
        while (await ClaimAsync(cancellationToken) is { } mail)
        {
            await SendAsync(mail, cancellationToken);
            attempts++;
        }

        return attempts;
    }

    internal static TimeSpan Pause(int attempts) => FirstPause * Math.Pow(3, attempts - 1);

    private async Task<OutgoingMail?> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var until = now + Held;
        var claimed = await db.OutgoingMails
            .FromSql($"""
                UPDATE mails SET due_at = {until}, attempts = attempts + 1
                WHERE id = (SELECT id FROM mails WHERE state = 'Waiting' AND due_at <= {now} ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING *
                """)
            .AsNoTracking().ToListAsync(cancellationToken);

        return claimed.SingleOrDefault();
    }

    private async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var outcome = await TryAsync(mail, cancellationToken);
        var now = clock.GetUtcNow();
        var row = db.OutgoingMails.Where(m => m.Id == mail.Id);
        if (outcome is MailOutcome.Sent sent)
        {
            var kept = await row.ExecuteUpdateAsync(m => m
                .SetProperty(x => x.State, MailState.Sent)
                .SetProperty(x => x.SentAt, now)
                .SetProperty(x => x.SentThrough, sent.Through)
                .SetProperty(x => x.SentSha256, sent.Sha256)
                .SetProperty(x => x.SentHeaders, sent.Headers)
                .SetProperty(x => x.LastError, (string?)null)
                .SetProperty(x => x.Link, (string?)null), cancellationToken);
            if (kept == 0)
            {
                // The person had everything erased while the message was on its way.
                folder.DeleteTo(mail.ToAddress);
            }

            return;
        }

        var (reason, over) = (((MailOutcome.Failed)outcome).Reason, mail.Attempts >= MaxAttempts);
        Log.NotSent(logger, mail.Id, mail.Attempts, reason);
        await row.ExecuteUpdateAsync(m => m
            .SetProperty(x => x.State, over ? MailState.Failed : MailState.Waiting)
            .SetProperty(x => x.LastError, reason)
            .SetProperty(x => x.DueAt, now + Pause(mail.Attempts))
            .SetProperty(x => x.Link, x => over ? null : x.Link), cancellationToken);
    }

    private async Task<MailOutcome> TryAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        try
        {
            return await mailer.SendAsync(mail.Message(), cancellationToken);
        }
#pragma warning disable CA1031 // Whatever is wrong with one message must neither stop the others nor the process; it is kept with the message.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new MailOutcome.Failed($"It could not be written: {exception.Message}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Message {MailId} was not sent at attempt {Attempt}: {Reason}")]
        public static partial void NotSent(ILogger logger, Guid mailId, int attempt, string reason);
    }
}
