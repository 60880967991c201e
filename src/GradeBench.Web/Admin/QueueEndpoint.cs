using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin;

/// <summary>The queue, and the runs that stopped through a fault of ours.</summary>
internal sealed class QueueEndpoint(GradeBenchDbContext db, TimeProvider clock)
{
    private const int PageSize = 50;

    /// <summary>One request does not queue more; pressing again goes on.</summary>
    private const int MostReleased = 500;

    public static async Task<IResult> GetAsync(string? view, int? page, string? notice, QueueEndpoint endpoint, CancellationToken cancellationToken) =>
        Page.Show<QueuePage, QueueModel>(await endpoint.ReadAsync(
            view is "quarantined" or "graded" ? view : "unfinished", Math.Clamp(page ?? 1, 1, 100_000),
            notice switch
            {
                "released" => "The run is queued again with a fresh set of tries.",
                "all" => "What was in quarantine is queued again with a fresh set of tries.",
                _ => null,
            }, cancellationToken));

    public static async Task<IResult> ReleaseAsync(Guid id, HttpContext context, RunRequests requests, CancellationToken cancellationToken) =>
        await requests.ReleaseAsync(id, context.User.Identity!.Name!, cancellationToken)
            ? TypedResults.LocalRedirect("/admin?notice=released")
            : TypedResults.NotFound();

    /// <summary>For when the cause is mended that stopped all of them.</summary>
    public static async Task<IResult> ReleaseAllAsync(HttpContext context, GradeBenchDbContext db, RunRequests requests, CancellationToken cancellationToken)
    {
        var quarantined = await db.Runs
            .Where(r => r.State == RunState.Quarantined).OrderBy(r => r.QueuedAt).Take(MostReleased).Select(r => r.Id).ToListAsync(cancellationToken);
        foreach (var id in quarantined)
        {
            await requests.ReleaseAsync(id, context.User.Identity!.Name!, cancellationToken);
        }

        return TypedResults.LocalRedirect("/admin?notice=all");
    }

    private async Task<QueueModel> ReadAsync(string view, int page, string? notice, CancellationToken cancellationToken)
    {
        var counts = await db.Runs
            .GroupBy(r => r.State)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var runs = view switch
        {
            "quarantined" => db.Runs.Where(r => r.State == RunState.Quarantined).OrderByDescending(r => r.QueuedAt),
            "graded" => db.Runs.Where(r => r.State == RunState.Graded).OrderByDescending(r => r.FinishedAt),
            _ => db.Runs.Where(r => r.FinishedAt == null).OrderBy(r => r.QueuedAt),
        };
        var total = view switch
        {
            "quarantined" => counts.GetValueOrDefault(RunState.Quarantined),
            "graded" => counts.GetValueOrDefault(RunState.Graded),
            _ => counts.GetValueOrDefault(RunState.Queued) + counts.GetValueOrDefault(RunState.Running),
        };
        page = Math.Min(page, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await runs
            .Skip((page - 1) * PageSize).Take(PageSize)
            .Select(r => new QueueRow(
                r.Id, r.SubmissionId, r.Number, r.State, r.Stage, r.QueuedAt, r.StartedAt, r.FinishedAt, r.Worker, r.Claims, r.Faults, r.LastFault))
            .ToListAsync(cancellationToken);

        return new(view, counts, rows, page, PageSize, total, notice, clock.GetUtcNow());
    }
}

/// <param name="LastFault">What went wrong last on our side.</param>
public sealed record QueueRow(
    Guid Id, Guid SubmissionId, int Number, RunState State, RunStage Stage, DateTimeOffset QueuedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt, string? Worker, int Claims, int Faults, string? LastFault);

public sealed record QueueModel(
    string View, IReadOnlyDictionary<RunState, int> Counts, IReadOnlyList<QueueRow> Rows, int Page, int PageSize, int Total,
    string? Notice, DateTimeOffset Now)
{
    public int Count(RunState state) => Counts.GetValueOrDefault(state);
}
