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
    /// <summary>
    /// Grades a submission once more. Until that ends well, the earlier result stands. Null when there is no such submission,
    /// or its files are gone: what is left would be graded in their place.
    /// </summary>
    public async Task<Guid?> RequestAnotherAsync(Guid submissionId, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Whoever erases the files locks the same row, and looks for unfinished runs after that.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM attempts WHERE id = (SELECT attempt_id FROM submissions WHERE id = {submissionId}) FOR UPDATE", cancellationToken);
        var submission = await db.Submissions
            .FromSql($"SELECT * FROM submissions WHERE id = {submissionId} FOR UPDATE")
            .SingleOrDefaultAsync(cancellationToken);
        if (submission is null || submission.ReceiptSha256 is not null
            || await db.Attempts.AnyAsync(a => a.Id == submission.AttemptId && a.Candidate.ErasedAt != null, cancellationToken))
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

    /// <summary>Gives a quarantined run a fresh set of tries. False when it is not in quarantine, or its files are gone.</summary>
    public async Task<bool> ReleaseAsync(Guid runId, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"SELECT 1 FROM attempts WHERE id = (SELECT s.attempt_id FROM submissions AS s JOIN runs AS r ON r.submission_id = s.id WHERE r.id = {runId}) FOR UPDATE", cancellationToken);
        var now = clock.GetUtcNow();
        var released = await db.Runs
            .Where(r => r.Id == runId && r.State == RunState.Quarantined && r.Submission.ReceiptSha256 == null && r.Submission.Attempt.Candidate.ErasedAt == null)
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
