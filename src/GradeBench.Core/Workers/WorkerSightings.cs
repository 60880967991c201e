using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Workers;

/// <summary>Notes that a worker is there, and forgets those that have been gone for long.</summary>
public sealed class WorkerSightings(GradeBenchDbContext db, TimeProvider clock)
{
    /// <summary>How often a worker shows itself.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>A worker that did not show itself for that long is called silent.</summary>
    public static readonly TimeSpan Silence = Interval * 3;

    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(7);

    /// <summary>A name may come again: in a container every start has the same one.</summary>
    public async Task SeenAsync(string name, int slots, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO worker_sightings (name, started_at, seen_at, slots) VALUES ({name}, {now}, {now}, {slots})
            ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at, stopped_at = NULL,
                started_at = CASE WHEN worker_sightings.stopped_at IS NULL THEN worker_sightings.started_at ELSE excluded.started_at END
            """, cancellationToken);
        await db.WorkerSightings.Where(w => w.SeenAt < now - Forgotten).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task StoppedAsync(string name, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await db.WorkerSightings.Where(w => w.Name == name).ExecuteUpdateAsync(w => w.SetProperty(x => x.StoppedAt, now), cancellationToken);
    }
}
