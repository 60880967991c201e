using GradeBench.Core.Jobs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Webhooks;

/// <summary>One attempt at one delivery; the engine is asked for the next one when it failed.</summary>
public sealed class DeliverWebhookJob(GradeBenchDbContext db, WebhookSender sender, IJobEngine jobs, TimeProvider clock) : IJobHandler
{
    /// <summary>Over about a day and a half: each pause is three times the one before.</summary>
    public const int MaxAttempts = 8;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);

    /// <summary>Covers an attempt that is under way: nobody else takes the delivery within it.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(5);

    public string JobName => Job.DeliverWebhookName;

    public async Task HandleAsync(Guid subject, CancellationToken cancellationToken)
    {
        var began = clock.GetUtcNow();
        await db.WebhookDeliveries.Where(d => d.Id == subject).ExecuteUpdateAsync(d => d.SetProperty(x => x.DueAt, began + Held), cancellationToken);
        var delivery = await db.WebhookDeliveries.AsNoTracking().Include(d => d.Webhook).SingleOrDefaultAsync(d => d.Id == subject, cancellationToken);
        if (delivery is not { State: WebhookDeliveryState.Waiting, Webhook.RemovedAt: null })
        {
            return;
        }

        var (status, error) = await sender.SendAsync(delivery, cancellationToken);
        var now = clock.GetUtcNow();
        var attempts = delivery.Attempts + 1;
        var state = error is null ? WebhookDeliveryState.Delivered : attempts >= MaxAttempts ? WebhookDeliveryState.Failed : WebhookDeliveryState.Waiting;
        var pause = Pause(attempts);
        await db.WebhookDeliveries.Where(d => d.Id == subject).ExecuteUpdateAsync(d => d
            .SetProperty(x => x.State, state)
            .SetProperty(x => x.Attempts, attempts)
            .SetProperty(x => x.LastStatus, status)
            .SetProperty(x => x.LastError, error)
            // A little later than the job that is asked for, so that the dispatch finds it only if that job got lost.
            .SetProperty(x => x.DueAt, now + pause + Held)
            .SetProperty(x => x.DeliveredAt, error is null ? now : null), cancellationToken);
        if (state == WebhookDeliveryState.Waiting)
        {
            await jobs.ScheduleAsync(Job.DeliverWebhook(subject), pause, cancellationToken);
        }
    }

    internal static TimeSpan Pause(int attempts) => FirstPause * Math.Pow(3, attempts - 1);
}
