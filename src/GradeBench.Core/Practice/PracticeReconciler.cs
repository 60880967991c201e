using GradeBench.Core.Jobs;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Core.Practice;

/// <summary>
/// Brings back tries whose worker died or whose job got lost, and ends those that took every worker down with them, so that
/// nobody waits for what does not come. Runs with the reconciler of runs.
/// </summary>
public sealed class PracticeReconciler(GradeBenchDbContext db, PracticeService practice, IJobEngine jobs, IOptions<RunOptions> options, TimeProvider clock)
{
    private const int MaxPerRound = 500;

    /// <summary>Looks once.</summary>
    public async Task<PracticeReport> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var handedOverBefore = now - options.Value.JobLostAfter;
        var free = db.PracticeRuns.Where(p => p.FinishedAt == null && (p.LeasedUntil == null || p.LeasedUntil < now));
        var over = await free.Where(p => p.Claims >= PracticeService.MaxClaims).OrderBy(p => p.RequestedAt).Take(MaxPerRound).Select(p => p.Id).ToListAsync(cancellationToken);
        foreach (var id in over)
        {
            await practice.EndAsync(id, null, cancellationToken);
        }

        var lost = await free.Where(p => p.Claims < PracticeService.MaxClaims && p.EnqueuedAt < handedOverBefore)
            .OrderBy(p => p.RequestedAt).Take(MaxPerRound).Select(p => p.Id).ToListAsync(cancellationToken);
        foreach (var id in lost)
        {
            await jobs.EnqueueAsync(Job.Practice(id), cancellationToken);
        }

        // Marked after the engine took them: a crash in between repeats a job, the other order would lose it.
        await db.PracticeRuns.Where(p => lost.Contains(p.Id)).ExecuteUpdateAsync(p => p.SetProperty(x => x.EnqueuedAt, now), cancellationToken);

        return new PracticeReport(lost.Count, over.Count);
    }
}

/// <summary>What one round did.</summary>
public sealed record PracticeReport(int HandedOver, int GivenUp);
