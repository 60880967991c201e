using System.Text.Json;
using GradeBench.Core.Jobs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Webhooks;

/// <summary>Turns events into deliveries and has what is due delivered. Runs as a recurring job; running it twice is harmless.</summary>
public sealed class WebhookDispatch(GradeBenchDbContext db, IJobEngine jobs, TimeProvider clock) : IJobHandler
{
    private const int PerRound = 200;

    /// <summary>Handed to the engine but not ended after that long: its worker died.</summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(5);

    public string JobName => Job.DispatchWebhooksName;

    public async Task HandleAsync(Guid subject, CancellationToken cancellationToken)
    {
        while (await FanOutAsync(cancellationToken) == PerRound)
        {
        }

        var now = clock.GetUtcNow();
        var due = await db.WebhookDeliveries
            .Where(d => d.State == WebhookDeliveryState.Waiting && d.DueAt <= now)
            .OrderBy(d => d.DueAt).Take(PerRound)
            .Select(d => d.Id)
            .ToListAsync(cancellationToken);
        await db.WebhookDeliveries.Where(d => due.Contains(d.Id)).ExecuteUpdateAsync(d => d.SetProperty(x => x.DueAt, now + LostAfter), cancellationToken);
        foreach (var id in due)
        {
            await jobs.EnqueueAsync(Job.DeliverWebhook(id), cancellationToken);
        }
    }

    private async Task<int> FanOutAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var events = await db.OutboxEvents
            .FromSql($"SELECT * FROM outbox_events ORDER BY sequence LIMIT {PerRound} FOR UPDATE SKIP LOCKED")
            .ToListAsync(cancellationToken);
        if (events.Count == 0)
        {
            return 0;
        }

        var webhooks = await db.Webhooks.AsNoTracking().Where(w => w.RemovedAt == null).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var happened in events)
        {
            var listening = webhooks.Where(w => w.Events.Contains(happened.Kind)).ToList();
            if (listening.Count == 0 || await DataAsync(happened, cancellationToken) is not { } data) continue;

            db.WebhookDeliveries.AddRange(listening.Select(webhook =>
            {
                var id = Guid.CreateVersion7(now);
                return new WebhookDelivery
                {
                    Id = id,
                    WebhookId = webhook.Id,
                    Event = happened.Kind,
                    Payload = JsonSerializer.Serialize(new { id, @event = happened.Kind, at = now, data }),
                    CreatedAt = now,
                    State = WebhookDeliveryState.Waiting,
                    DueAt = now,
                };
            }));
        }

        db.OutboxEvents.RemoveRange(events);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return events.Count;
    }

    /// <summary>Ids, states and scores; null when it is gone meanwhile.</summary>
    private async Task<object?> DataAsync(OutboxEvent happened, CancellationToken cancellationToken) => happened.Kind switch
    {
        WebhookEvents.SubmissionReceived => await db.Submissions.Where(s => s.Id == happened.Subject)
            .Select(s => new { submissionId = s.Id, invitationId = s.Attempt.InvitationId, assessment = s.Attempt.AssessmentId, number = s.Number, sha256 = s.Sha256 })
            .SingleOrDefaultAsync(cancellationToken),
        WebhookEvents.SubmissionGraded => await db.Runs.Where(r => r.Id == happened.Subject)
            .Select(r => new { submissionId = r.SubmissionId, runId = r.Id, assessment = r.Submission.Attempt.AssessmentId, overall = r.Overall, rubricVersionId = r.RubricVersionId })
            .SingleOrDefaultAsync(cancellationToken),
        WebhookEvents.DecisionMade => await db.Decisions.Where(d => d.Id == happened.Subject)
            .Select(d => new { decisionId = d.Id, submissionId = d.SubmissionId, invitationId = d.Attempt.InvitationId, outcome = d.Outcome.ToString() })
            .SingleOrDefaultAsync(cancellationToken),
        WebhookEvents.RubricPublished => await db.RubricVersions.Where(r => r.Id == happened.Subject)
            .Select(r => new { rubricVersionId = r.Id, assessment = r.AssessmentId, version = r.Version })
            .SingleOrDefaultAsync(cancellationToken),
        _ => null,
    };
}
