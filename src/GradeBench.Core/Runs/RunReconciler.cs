using GradeBench.Core.Jobs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Core.Runs;

/// <summary>Brings back runs whose worker died or whose job got lost. Runs as a recurring job; running it twice is harmless.</summary>
public sealed class RunReconciler(GradeBenchDbContext db, IJobEngine jobs, IOptions<RunOptions> options, TimeProvider clock)
{
    // After a long outage there may be very many: the oldest first, the rest with the next rounds.
    private const int MaxPerRound = 500;

    /// <summary>Looks once.</summary>
    public async Task<ReconcileReport> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var quarantined = await QuarantineAsync(now, cancellationToken);
        var lost = await db.Runs
            .Where(r => r.FinishedAt == null
                && ((r.State == RunState.Running && r.LeasedUntil < now)
                    || (r.State == RunState.Queued && r.EnqueuedAt < now - options.Value.JobLostAfter)))
            .OrderBy(r => r.QueuedAt)
            .Take(MaxPerRound)
            .Select(r => r.Id)
            .ToListAsync(cancellationToken);
        foreach (var runId in lost)
        {
            await jobs.EnqueueAsync(Job.GradeRun(runId), cancellationToken);
        }

        // Marked after the engine took them: a crash in between repeats a job, the other order would lose it.
        await db.Runs
            .Where(r => lost.Contains(r.Id))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.EnqueuedAt, now), cancellationToken);

        return new ReconcileReport(lost.Count, quarantined);
    }

    /// <summary>A run that takes its worker down with it would take down all of them in turn.</summary>
    private async Task<int> QuarantineAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reason = $"Claimed {options.Value.MaxClaims} times without an end: its worker died each time.";
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var submissions = await db.Runs
            .Where(r => r.State == RunState.Running && r.LeasedUntil < now && r.Claims >= options.Value.MaxClaims)
            .Select(r => r.SubmissionId)
            .ToListAsync(cancellationToken);
        var count = await db.Runs
            .Where(r => r.State == RunState.Running && r.LeasedUntil < now && r.Claims >= options.Value.MaxClaims)
            .ExecuteUpdateAsync(r => r
                .SetProperty(x => x.State, RunState.Quarantined)
                .SetProperty(x => x.FinishedAt, now)
                .SetProperty(x => x.LeaseId, (Guid?)null)
                .SetProperty(x => x.LeasedUntil, (DateTimeOffset?)null)
                .SetProperty(x => x.LastFault, reason), cancellationToken);
        foreach (var submissionId in submissions)
        {
            await RunChannel.AnnounceAsync(db, submissionId, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);

        return count;
    }
}

/// <summary>What one round of the reconciler did.</summary>
public sealed record ReconcileReport(int HandedOver, int Quarantined);
