using System.Security.Cryptography;
using GradeBench.Core.Audit;
using GradeBench.Core.Jobs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GradeBench.Core.Runs;

/// <summary>Asks for runs: the first of an upload, another one, or a new try after quarantine.</summary>
public sealed partial class RunRequests(
    GradeBenchDbContext db, IJobEngine jobs, AuditTrail audit, TimeProvider clock, ILogger<RunRequests> logger)
{
    /// <summary>Grades a submission once more. Until that ends well, the earlier result stands. Null when there is no such submission.</summary>
    public async Task<Guid?> RequestAnotherAsync(Guid submissionId, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var submission = await db.Submissions
            .FromSql($"SELECT * FROM submissions WHERE id = {submissionId} FOR UPDATE")
            .SingleOrDefaultAsync(cancellationToken);
        if (submission is null)
        {
            return null;
        }

        var last = await db.Runs.Where(r => r.SubmissionId == submissionId).MaxAsync(r => r.Number, cancellationToken);
        var run = Add(submissionId, last + 1);
        audit.Add(actor, "run.requested", $"run {run.Id}", new { submissionId });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await HandOverAsync(run.Id, cancellationToken);

        return run.Id;
    }

    /// <summary>Gives a quarantined run a fresh set of tries. False when it is not in quarantine.</summary>
    public async Task<bool> ReleaseAsync(Guid runId, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var released = await db.Runs
            .Where(r => r.Id == runId && r.State == RunState.Quarantined)
            .ExecuteUpdateAsync(r => r
                .SetProperty(x => x.State, RunState.Queued)
                .SetProperty(x => x.Stage, RunStage.Waiting)
                .SetProperty(x => x.FinishedAt, (DateTimeOffset?)null)
                .SetProperty(x => x.EnqueuedAt, now)
                .SetProperty(x => x.Claims, 0)
                .SetProperty(x => x.Faults, 0), cancellationToken);
        if (released == 0)
        {
            return false;
        }

        audit.Add(actor, "run.released", $"run {runId}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await HandOverAsync(runId, cancellationToken);

        return true;
    }

    internal Run Add(Guid submissionId, int number)
    {
        var now = clock.GetUtcNow();
        var run = new Run
        {
            Id = Guid.CreateVersion7(now),
            SubmissionId = submissionId,
            Number = number,
            State = RunState.Queued,
            Seed = RandomNumberGenerator.GetInt32(int.MaxValue),
            QueuedAt = now,
            EnqueuedAt = now,
        };
        db.Runs.Add(run);

        return run;
    }

    internal async Task HandOverAsync(Guid runId, CancellationToken cancellationToken)
    {
        try
        {
            await jobs.EnqueueAsync(Job.GradeRun(runId), cancellationToken);
        }
        catch (JobEngineUnavailableException exception)
        {
            // The run is stored, so it is only late: the reconciler hands it over again.
            Log.NotHandedOver(logger, exception, runId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Run {RunId} is stored but the job engine did not take it; the reconciler will hand it over.")]
        public static partial void NotHandedOver(ILogger logger, Exception exception, Guid runId);
    }
}
