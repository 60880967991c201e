using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Core.Workers;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin.Workers;

/// <summary>Which workers there are, and how they do.</summary>
internal static class WorkersEndpoint
{
    private const int MostShown = 200;

    public static async Task<IResult> GetAsync(GradeBenchDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var day = now - TimeSpan.FromDays(1);
        var workers = await db.WorkerSightings
            .OrderBy(w => w.StoppedAt != null).ThenByDescending(w => w.SeenAt).ThenBy(w => w.Name).Take(MostShown)
            .Select(w => new WorkerRow(
                w.Name, w.StartedAt, w.SeenAt, w.StoppedAt, w.Slots,
                db.Runs.Count(r => r.Worker == w.Name && r.State == RunState.Running),
                db.Runs.Count(r => r.Worker == w.Name && r.State == RunState.Graded && r.FinishedAt > day),
                db.Runs.Count(r => r.Worker == w.Name && r.LastFault != null && r.StartedAt > day)))
            .ToListAsync(cancellationToken);
        var waiting = await db.Runs.CountAsync(r => r.State == RunState.Queued, cancellationToken);

        return Page.Show<WorkersPage, WorkersModel>(new(workers, waiting, now));
    }
}

/// <param name="Running">Runs it holds now.</param>
/// <param name="Graded">Runs it graded in the last 24 hours.</param>
/// <param name="Faulted">Runs of the last 24 hours that it touched last and that met a fault of ours.</param>
public sealed record WorkerRow(
    string Name, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset? StoppedAt, int Slots, int Running, int Graded, int Faulted);

/// <param name="Waiting">How many runs wait for any worker.</param>
public sealed record WorkersModel(IReadOnlyList<WorkerRow> Workers, int Waiting, DateTimeOffset Now)
{
    public bool IsSilent(WorkerRow worker) => worker.StoppedAt is null && Now - worker.SeenAt > WorkerSightings.Silence;

    public bool AnyAtWork => Workers.Any(w => w.StoppedAt is null && !IsSilent(w));
}
