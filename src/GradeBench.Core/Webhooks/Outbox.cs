using GradeBench.Core.Decisions;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Core.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace GradeBench.Core.Webhooks;

/// <summary>
/// Notes what happened in the statement that stores it, so that an event is told if and only if it happened. It sees what is
/// added, whoever adds it: no feature has to think of webhooks.
/// </summary>
internal sealed class Outbox : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is GradeBenchDbContext db)
        {
            db.OutboxEvents.AddRange([.. db.ChangeTracker.Entries().Where(e => e.State == EntityState.Added).Select(e => Event(e.Entity)).OfType<OutboxEvent>()]);
        }

        return base.SavingChangesAsync(eventData, result, cancellationToken);
    }

    private static OutboxEvent? Event(object added) => added switch
    {
        Submission s => New(WebhookEvents.SubmissionReceived, s.Id, s.ReceivedAt),
        RunResult r => New(WebhookEvents.SubmissionGraded, r.RunId, default),
        Decision d => New(WebhookEvents.DecisionMade, d.Id, d.DecidedAt),
        RubricVersion v => New(WebhookEvents.RubricPublished, v.Id, v.PublishedAt),
        _ => null,
    };

    private static OutboxEvent New(string kind, Guid subject, DateTimeOffset at) => new() { Kind = kind, Subject = subject, At = at };
}
