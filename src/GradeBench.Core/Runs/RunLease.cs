using GradeBench.Core.Audit;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Core.Runs;

/// <summary>
/// Claims runs for this worker and ends them. However many workers try, at most one holds a run at a time, and only the
/// one that holds it can end it: so a run never gets two scorecards.
/// </summary>
public sealed class RunLease(
    GradeBenchDbContext db, CountedScores scores, AuditTrail audit, IOptions<RunOptions> options, TimeProvider clock)
{
    /// <summary>Takes the run, or returns null when it is held, finished or out of tries.</summary>
    /// <param name="worker">Names this worker, for administrators.</param>
    public async Task<ClaimedRun?> ClaimAsync(Guid runId, string worker, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var leaseId = Guid.NewGuid();

        // One statement claims the run or finds that someone else has it; an expired lease is how a dead worker's run comes back.
        var claimed = await db.Runs
            .Where(r => r.Id == runId && r.Claims < options.Value.MaxClaims
                && (r.State == RunState.Queued || (r.State == RunState.Running && r.LeasedUntil < now)))
            .ExecuteUpdateAsync(r => r
                .SetProperty(x => x.State, RunState.Running)
                .SetProperty(x => x.Stage, RunStage.Waiting)
                .SetProperty(x => x.LeaseId, leaseId)
                .SetProperty(x => x.LeasedUntil, now + options.Value.Lease)
                .SetProperty(x => x.Worker, worker)
                .SetProperty(x => x.StartedAt, now)
                .SetProperty(x => x.Claims, x => x.Claims + 1), cancellationToken);
        if (claimed == 0)
        {
            return null;
        }

        var claim = await db.Runs
            .Where(r => r.Id == runId)
            .Select(r => new ClaimedRun(
                r.Id, leaseId, r.SubmissionId, r.Submission.Attempt.AssessmentId, r.Submission.Attempt.RubricVersionId, r.Submission.Sha256, r.Submission.Language,
                r.Seed, r.Claims))
            .SingleAsync(cancellationToken);
        await RunChannel.AnnounceAsync(db, claim.SubmissionId, cancellationToken);

        return claim;
    }

    /// <summary>Holds the run for another term. False when the claim is void: stop, another worker has it.</summary>
    public async Task<bool> RenewAsync(ClaimedRun claim, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + options.Value.Lease;
        var renewed = await Held(claim).ExecuteUpdateAsync(r => r.SetProperty(x => x.LeasedUntil, until), cancellationToken);

        return renewed == 1;
    }

    /// <summary>
    /// Stores evidence, scorecard, scores and the final state, and announces the end, in one transaction. False when the
    /// claim is void; nothing is stored then.
    /// </summary>
    /// <exception cref="InvalidOperationException">The pack or the rubric was not published.</exception>
    public async Task<bool> CompleteAsync(
        ClaimedRun claim, Evidence evidence, Scorecard scorecard, CancellationToken cancellationToken)
    {
        var packId = await FindPackAsync(claim, scorecard.PackVersion, cancellationToken);
        var rubricId = await FindRubricAsync(claim, scorecard.Rubric.ContentHash, cancellationToken);
        IReadOnlyDictionary<string, decimal> dimensions = scorecard.Dimensions.ToDictionary(d => d.Id, d => d.Score);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var ended = await Held(claim).ExecuteUpdateAsync(r => r
            .SetProperty(x => x.State, RunState.Graded)
            .SetProperty(x => x.Stage, RunStage.Done)
            .SetProperty(x => x.FinishedAt, now)
            .SetProperty(x => x.LeaseId, (Guid?)null)
            .SetProperty(x => x.LeasedUntil, (DateTimeOffset?)null)
            .SetProperty(x => x.PackVersionId, packId)
            .SetProperty(x => x.RubricVersionId, rubricId)
            .SetProperty(x => x.Overall, scorecard.Overall)
            .SetProperty(x => x.Dimensions, dimensions), cancellationToken);
        if (ended == 0)
        {
            return false;
        }

        db.RunResults.Add(RunResult.Of(claim.RunId, evidence, scorecard));
        await scores.AddAsync(claim.RunId, rubricId, evidence, scorecard, cancellationToken);
        await AuditChangeAsync(claim, scorecard.Overall, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await scores.ReleaseAsync(rubricId, cancellationToken);
        await RunChannel.AnnounceAsync(db, claim.SubmissionId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return true;
    }

    /// <summary>Records a fault of ours: the run goes back to the queue, or to quarantine after too many.</summary>
    /// <param name="reason">What went wrong, for administrators.</param>
    public async Task<FaultOutcome> FaultAsync(ClaimedRun claim, string reason, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var released = await Held(claim).ExecuteUpdateAsync(r => r
            .SetProperty(x => x.State, x => x.Faults + 1 >= options.Value.MaxFaults ? RunState.Quarantined : RunState.Queued)
            .SetProperty(x => x.FinishedAt, x => x.Faults + 1 >= options.Value.MaxFaults ? now : null)
            .SetProperty(x => x.Stage, RunStage.Waiting)
            .SetProperty(x => x.LeaseId, (Guid?)null)
            .SetProperty(x => x.LeasedUntil, (DateTimeOffset?)null)
            .SetProperty(x => x.EnqueuedAt, now)
            .SetProperty(x => x.LastFault, reason)
            .SetProperty(x => x.Faults, x => x.Faults + 1), cancellationToken);
        if (released == 0)
        {
            return new FaultOutcome.Void();
        }

        var faults = await db.Runs.Where(r => r.Id == claim.RunId).Select(r => r.Faults).SingleAsync(cancellationToken);
        await RunChannel.AnnounceAsync(db, claim.SubmissionId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return faults >= options.Value.MaxFaults
            ? new FaultOutcome.Quarantined(faults)
            : new FaultOutcome.Retry(options.Value.RetryDelay * Math.Pow(2, faults - 1));
    }

    /// <summary>Gives the run back untouched because this worker stops; it does not count as a try.</summary>
    public async Task ReleaseAsync(ClaimedRun claim, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await Held(claim).ExecuteUpdateAsync(r => r
            .SetProperty(x => x.State, RunState.Queued)
            .SetProperty(x => x.Stage, RunStage.Waiting)
            .SetProperty(x => x.LeaseId, (Guid?)null)
            .SetProperty(x => x.LeasedUntil, (DateTimeOffset?)null)
            .SetProperty(x => x.EnqueuedAt, now)
            .SetProperty(x => x.Claims, x => x.Claims - 1), cancellationToken);
        await RunChannel.AnnounceAsync(db, claim.SubmissionId, cancellationToken);
    }

    private IQueryable<Run> Held(ClaimedRun claim) =>
        db.Runs.Where(r => r.Id == claim.RunId && r.LeaseId == claim.LeaseId && r.State == RunState.Running);

    /// <summary>The first score of a submission changes nothing; a later one may have to be answered for.</summary>
    private async Task AuditChangeAsync(ClaimedRun claim, decimal overall, CancellationToken cancellationToken)
    {
        var before = await db.Runs
            .Where(r => r.SubmissionId == claim.SubmissionId && r.Id != claim.RunId && r.State == RunState.Graded)
            .OrderByDescending(r => r.Number)
            .Select(r => r.Overall)
            .FirstOrDefaultAsync(cancellationToken);
        if (before is { } old)
        {
            audit.Add("system", "submission.rescored", $"submission {claim.SubmissionId}", new { claim.RunId, Before = old, After = overall });
        }
    }

    private async Task<Guid> FindPackAsync(ClaimedRun claim, string version, CancellationToken cancellationToken) =>
        await db.PackVersions
            .Where(p => p.AssessmentId == claim.AssessmentId && p.Version == version)
            .OrderByDescending(p => p.PublishedAt)
            .Select(p => (Guid?)p.Id)
            .FirstOrDefaultAsync(cancellationToken)
        ?? throw new InvalidOperationException(
            $"Version {version} of the pack '{claim.AssessmentId}' was not published. Restart the worker: it publishes its packs.");

    private async Task<Guid> FindRubricAsync(ClaimedRun claim, string hash, CancellationToken cancellationToken) =>
        await db.RubricVersions
            .Where(r => r.AssessmentId == claim.AssessmentId && r.ContentHash == hash)
            .Select(r => (Guid?)r.Id)
            .SingleOrDefaultAsync(cancellationToken)
        ?? throw new InvalidOperationException(
            $"The rubric {hash} of '{claim.AssessmentId}' was not published. Restart the worker: it publishes its packs.");
}
