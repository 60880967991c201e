using System.Buffers.Text;
using System.Security.Cryptography;
using GradeBench.Core.Audit;
using GradeBench.Core.Jobs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Webhooks;

/// <summary>Sets webhooks up, gives them new secrets, removes them and asks for another attempt.</summary>
public sealed class WebhookService(GradeBenchDbContext db, WebhookSender sender, IJobEngine jobs, AuditTrail audit, TimeProvider clock)
{
    /// <summary>How long a replaced secret signs beside the new one: time for its receiver to take the new one over.</summary>
    public static readonly TimeSpan SecretsOverlap = TimeSpan.FromDays(1);

    /// <summary>The secret to check signatures with, shown now and not again; null when nothing can be sent to that address.</summary>
    public async Task<string?> AddAsync(string url, IReadOnlyCollection<string> events, string actor, CancellationToken cancellationToken)
    {
        if (url.Length > Webhook.LongestUrl || !sender.Accepts(url) || events.Count == 0 || events.Except(WebhookEvents.All).Any())
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var webhook = new Webhook
        {
            Id = Guid.CreateVersion7(now),
            Url = url,
            Secret = NewSecret(),
            Events = [.. events.Distinct()],
            CreatedBy = actor,
            CreatedAt = now,
        };
        db.Webhooks.Add(webhook);
        audit.Add(actor, "webhook.added", $"webhook {webhook.Id}", new { host = new Uri(url).Host, webhook.Events });
        await db.SaveChangesAsync(cancellationToken);

        return webhook.Secret;
    }

    /// <summary>The new secret, shown now and not again; null when there is no such webhook.</summary>
    public async Task<string?> RenewSecretAsync(Guid id, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (secret, until) = (NewSecret(), clock.GetUtcNow() + SecretsOverlap);

        // In one statement: of two people who do it at once both hold a secret that signs.
        var renewed = await db.Webhooks.Where(w => w.Id == id && w.RemovedAt == null).ExecuteUpdateAsync(
            w => w.SetProperty(x => x.PreviousSecret, x => x.Secret).SetProperty(x => x.PreviousSecretUntil, until).SetProperty(x => x.Secret, secret), cancellationToken);
        if (renewed == 0)
        {
            return null;
        }

        audit.Add(actor, "webhook.secret-renewed", $"webhook {id}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return secret;
    }

    /// <summary>False when there is none.</summary>
    public async Task<bool> RemoveAsync(Guid id, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (await db.Webhooks.Where(w => w.Id == id && w.RemovedAt == null).ExecuteUpdateAsync(w => w.SetProperty(x => x.RemovedAt, now), cancellationToken) == 0)
        {
            return false;
        }

        audit.Add(actor, "webhook.removed", $"webhook {id}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Tries a delivery again at once that was given up or waits. False when it was delivered.</summary>
    public async Task<bool> RetryAsync(Guid deliveryId, string actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var waiting = await db.WebhookDeliveries
            .Where(d => d.Id == deliveryId && d.State != WebhookDeliveryState.Delivered)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, WebhookDeliveryState.Waiting).SetProperty(x => x.DueAt, now), cancellationToken);
        if (waiting == 0)
        {
            return false;
        }

        audit.Add(actor, "webhook.retried", $"delivery {deliveryId}");
        await db.SaveChangesAsync(cancellationToken);
        await jobs.EnqueueAsync(Job.DeliverWebhook(deliveryId), cancellationToken);
        return true;
    }

    private static string NewSecret() => "whsec_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
