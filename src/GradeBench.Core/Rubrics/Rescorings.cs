using GradeBench.Core.Audit;
using GradeBench.Core.Jobs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Rubrics;

/// <summary>Decides whether past submissions are scored again. The worker does it (<see cref="RescoreJob"/>).</summary>
public sealed class Rescorings(GradeBenchDbContext db, IJobEngine jobs, AuditTrail audit, TimeProvider clock)
{
    /// <summary>False when it is not offered any more.</summary>
    public async Task<bool> ApplyAsync(Guid id, string actor, CancellationToken cancellationToken)
    {
        if (!await DecideAsync(id, RescoringState.Running, "rubric.rescoring-applied", actor, cancellationToken))
        {
            return false;
        }

        await jobs.EnqueueAsync(Job.Rescore(id), cancellationToken);
        return true;
    }

    /// <summary>Past scores stay as they are. False when it is not offered any more.</summary>
    public Task<bool> DeclineAsync(Guid id, string actor, CancellationToken cancellationToken) =>
        DecideAsync(id, RescoringState.Declined, "rubric.rescoring-declined", actor, cancellationToken);

    /// <summary>Hands a rescoring to the job engine again whose job got lost; doing it twice is harmless.</summary>
    public async Task<bool> ResumeAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await db.Rescorings.AnyAsync(r => r.Id == id && r.State == RescoringState.Running, cancellationToken))
        {
            return false;
        }

        await jobs.EnqueueAsync(Job.Rescore(id), cancellationToken);
        return true;
    }

    private async Task<bool> DecideAsync(Guid id, RescoringState state, string action, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var decided = await db.Rescorings
            .Where(r => r.Id == id && r.State == RescoringState.Offered)
            .ExecuteUpdateAsync(r => r
                .SetProperty(x => x.State, state)
                .SetProperty(x => x.DecidedBy, actor)
                .SetProperty(x => x.DecidedAt, now), cancellationToken);
        if (decided == 0)
        {
            return false;
        }

        audit.Add(actor, action, $"rescoring {id}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
