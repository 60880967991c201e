using System.Runtime.CompilerServices;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Runs;

/// <summary>Tells what a run is doing (worker) and follows it (web).</summary>
public sealed class RunProgress(IDbContextFactory<GradeBenchDbContext> contexts, RunEvents events)
{
    /// <summary>Records the stage a run has reached and announces it. Nothing happens when the claim is void.</summary>
    public async Task ReportAsync(ClaimedRun claim, RunStage stage, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var updated = await db.Runs
            .Where(r => r.Id == claim.RunId && r.LeaseId == claim.LeaseId && r.State == RunState.Running)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Stage, stage), cancellationToken);
        if (updated == 1)
        {
            await RunChannel.AnnounceAsync(db, claim.SubmissionId, cancellationToken);
        }
    }

    /// <summary>
    /// The latest run of a submission now, then again after every change, until it is finished. Steps that follow each
    /// other faster than the reader reads are skipped; the last never is.
    /// </summary>
    public async IAsyncEnumerable<RunSnapshot> WatchAsync(
        Guid submissionId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Subscribed before the first look, so that no change falls between them.
        using var changes = events.Subscribe(submissionId);
        RunSnapshot? last = null;
        do
        {
            var snapshot = await FindLatestAsync(submissionId, cancellationToken);
            if (snapshot is not null && snapshot != last)
            {
                yield return last = snapshot;
            }
        }
        while (last is not { IsFinished: true } && await changes.WaitAsync(cancellationToken));
    }

    /// <summary>Where the latest run of a submission stands; null when there is no such submission.</summary>
    public async Task<RunSnapshot?> FindLatestAsync(Guid submissionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        return await db.Runs
            .Where(r => r.SubmissionId == submissionId)
            .OrderByDescending(r => r.Number)
            .Select(r => new RunSnapshot(
                r.Id, r.SubmissionId, r.Number, r.State, r.Stage,
                r.State == RunState.Queued ? db.Runs.Count(o => o.FinishedAt == null && o.QueuedAt < r.QueuedAt) : 0,
                r.Overall))
            .FirstOrDefaultAsync(cancellationToken);
    }
}
