using GradeBench.Core.Intake;
using GradeBench.Core.Jobs;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Grading;
using GradeBench.Worker.Startup;

namespace GradeBench.Worker.Runs;

/// <summary>
/// Grades one run: claims it, grades it while the claim is renewed, and completes it or records a fault. Whatever goes wrong
/// here is ours and never becomes a grade.
/// </summary>
internal sealed partial class GradeRunJob(
    RunLease lease,
    LeaseRenewal renewal,
    RunProgress progress,
    BlobStore blobs,
    PublishedRubrics rubrics,
    IGrader grader,
    IJobEngine jobs,
    WorkerName worker,
    ILogger<GradeRunJob> logger) : IJobHandler
{
    public string JobName => Job.GradeRunName;

    public async Task HandleAsync(Guid subject, CancellationToken cancellationToken)
    {
        // A job may come twice, and its run may be finished or another worker's: then there is nothing to do.
        if (await lease.ClaimAsync(subject, worker.Value, cancellationToken) is not { } claim)
        {
            return;
        }

        Log.Claimed(logger, claim.RunId, claim.Claims);
        await using var held = renewal.Hold(claim, cancellationToken);
        try
        {
            await GradeAsync(claim, held.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await lease.ReleaseAsync(claim, CancellationToken.None);
            Log.GivenBack(logger, claim.RunId);
            throw;
        }
        catch (OperationCanceledException) when (held.Token.IsCancellationRequested)
        {
            Log.LeaseLost(logger, claim.RunId);
        }
#pragma warning disable CA1031 // The worker's single broad catch: the fault is recorded on the run and tried again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Failed(logger, exception, claim.RunId, claim.Claims);
            await FaultAsync(claim, $"{exception.GetType().Name}: {exception.Message}", cancellationToken);
        }
    }

    private async Task GradeAsync(ClaimedRun claim, CancellationToken cancellationToken)
    {
        if (PackCatalog.Find(claim.AssessmentId) is not { } pack)
        {
            await FaultAsync(claim, $"Worker {worker} has no pack '{claim.AssessmentId}': it is of another version. Update it.", cancellationToken);
            return;
        }

        var content = await blobs.FindAsync(claim.Sha256, cancellationToken)
            ?? throw new InvalidDataException($"The bytes of submission {claim.SubmissionId} are not stored. Restore them from a backup.");
        var request = new GradingRequest(
            pack,
            await rubrics.ReadAsync(claim.RubricVersionId, cancellationToken),
            claim.Language,
            [.. SubmissionIntake.Reopen(content).Files.Select(file => new Protocol.SourceFile(file.Path, file.Text))],
            (ulong)claim.Seed);

        GradingResult result;
        await using (var stages = new StageReport(progress, claim))
        {
            result = await grader.GradeAsync(request, stages, cancellationToken);
        }

        await (result switch
        {
            GradingResult.Graded graded => CompleteAsync(claim, graded, cancellationToken),
            GradingResult.Faulted faulted => FaultAsync(claim, faulted.Reason, cancellationToken),
            _ => throw new InvalidOperationException("A closed set of cases grew."),
        });
    }

    private async Task CompleteAsync(ClaimedRun claim, GradingResult.Graded graded, CancellationToken cancellationToken)
    {
        if (await lease.CompleteAsync(claim, graded.Evidence, graded.Scorecard, cancellationToken))
        {
            Log.Graded(logger, claim.RunId, graded.Scorecard.Overall, graded.Times.Total.TotalMilliseconds);
        }
        else
        {
            Log.LeaseLost(logger, claim.RunId);
        }
    }

    private async Task FaultAsync(ClaimedRun claim, string reason, CancellationToken cancellationToken)
    {
        switch (await lease.FaultAsync(claim, reason, cancellationToken))
        {
            case FaultOutcome.Retry retry:
                Log.Faulted(logger, claim.RunId, reason);
                await jobs.ScheduleAsync(Job.GradeRun(claim.RunId), retry.After, cancellationToken);
                break;
            case FaultOutcome.Quarantined:
                Log.Quarantined(logger, claim.RunId, reason);
                break;
            default:
                Log.LeaseLost(logger, claim.RunId);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Run {RunId} is claimed for the {Claims}. time.")]
        public static partial void Claimed(ILogger logger, Guid runId, int claims);

        [LoggerMessage(2, LogLevel.Information, "Run {RunId} is graded {Overall} in {Milliseconds:0} ms.")]
        public static partial void Graded(ILogger logger, Guid runId, decimal overall, double milliseconds);

        [LoggerMessage(3, LogLevel.Warning, "Run {RunId} faulted and is tried again: {Reason}")]
        public static partial void Faulted(ILogger logger, Guid runId, string reason);

        [LoggerMessage(4, LogLevel.Error, "Run {RunId} is quarantined after too many faults. The last: {Reason}")]
        public static partial void Quarantined(ILogger logger, Guid runId, string reason);

        [LoggerMessage(5, LogLevel.Error, "Grading run {RunId} failed on claim {Claims}.")]
        public static partial void Failed(ILogger logger, Exception exception, Guid runId, int claims);

        [LoggerMessage(6, LogLevel.Warning, "Run {RunId} was taken by another worker meanwhile; this result is dropped.")]
        public static partial void LeaseLost(ILogger logger, Guid runId);

        [LoggerMessage(7, LogLevel.Information, "Run {RunId} goes back to the queue because this worker stops.")]
        public static partial void GivenBack(ILogger logger, Guid runId);
    }
}
