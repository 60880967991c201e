using GradeBench.Core.Audit;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Jobs;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Rubrics;

/// <summary>
/// Scores past submissions under a new version, from stored evidence. Each gets another run with the same evidence and a
/// new scorecard, so the old one can still be read. Done in small transactions: it can stop anywhere and go on.
/// </summary>
public sealed class RescoreJob(GradeBenchDbContext db, CountedScores scores, AuditTrail audit, TimeProvider clock) : IJobHandler
{
    private const int PerTransaction = 25;

    public string JobName => Job.RescoreName;

    public async Task HandleAsync(Guid subject, CancellationToken cancellationToken)
    {
        var rescoring = await db.Rescorings.AsNoTracking().Include(r => r.RubricVersion).SingleOrDefaultAsync(r => r.Id == subject, cancellationToken);
        if (rescoring is not { State: RescoringState.Running })
        {
            return;
        }

        var rubric = RubricLoader.Load(rescoring.RubricVersion.Yaml, $"{rescoring.AssessmentId} {rescoring.RubricVersion.Version}").OrThrow();
        var left = await Waiting(rescoring, Guid.Empty).CountAsync(cancellationToken);
        await db.Rescorings.Where(r => r.Id == subject).ExecuteUpdateAsync(r => r.SetProperty(x => x.Total, x => x.Done + left), cancellationToken);

        Guid? last = Guid.Empty;
        while (last is { } after)
        {
            last = await BatchAsync(rescoring, rubric, after, cancellationToken);
            db.ChangeTracker.Clear();
        }

        await FinishAsync(subject, cancellationToken);
    }

    /// <summary>The last submission it looked at; null when there was none left.</summary>
    private async Task<Guid?> BatchAsync(Rescoring rescoring, Rubric rubric, Guid after, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // The engine may give the job to two workers: the second waits, and then finds the batch done.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"rescore " + rescoring.Id}, 0))", cancellationToken);
        var batch = await Waiting(rescoring, after).OrderBy(r => r.SubmissionId).Take(PerTransaction).Include(r => r.Result).ToListAsync(cancellationToken);
        if (batch.Count == 0)
        {
            return null;
        }

        var done = 0;
        foreach (var run in batch)
        {
            done += await RescoreAsync(run, rescoring, rubric, cancellationToken) ? 1 : 0;
        }

        await scores.ReleaseAsync(rescoring.RubricVersionId, cancellationToken);
        await db.Rescorings.Where(r => r.Id == rescoring.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.Done, x => x.Done + done), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return batch[^1].SubmissionId;
    }

    private async Task<bool> RescoreAsync(Run old, Rescoring rescoring, Rubric rubric, CancellationToken cancellationToken)
    {
        Evidence evidence;
        Scorecard card;
        try
        {
            evidence = old.Result!.ReadEvidence();
            card = Scorer.Score(evidence, rubric);
        }
        catch (StoredFormException)
        {
            // Stored by a program this one cannot read: its score stays, and Done says that it is missing.
            return false;
        }

        var now = clock.GetUtcNow();
        var run = new Run
        {
            Id = Guid.CreateVersion7(now),
            SubmissionId = old.SubmissionId,
            Number = await db.Runs.Where(r => r.SubmissionId == old.SubmissionId).MaxAsync(r => r.Number, cancellationToken) + 1,
            State = RunState.Graded,
            Stage = RunStage.Done,
            Seed = old.Seed,
            QueuedAt = now,
            EnqueuedAt = now,
            StartedAt = now,
            FinishedAt = now,
            Worker = $"re-scored by {rescoring.DecidedBy}",
            PackVersionId = old.PackVersionId,
            RubricVersionId = rescoring.RubricVersionId,
            Overall = card.Overall,
            Dimensions = card.Dimensions.ToDictionary(d => d.Id, d => d.Score),
        };
        db.Runs.Add(run);
        db.RunResults.Add(new RunResult { RunId = run.Id, EvidenceJson = old.Result.EvidenceJson, ValuesJson = old.Result.ValuesJson, ScorecardJson = StoredForm.Write(card) });
        await db.SaveChangesAsync(cancellationToken);
        await scores.AddAsync(run.Id, rescoring.RubricVersionId, evidence, card, cancellationToken);
        audit.Add(rescoring.DecidedBy!, "submission.rescored", $"submission {old.SubmissionId}",
            new { runId = run.Id, before = old.Overall, after = card.Overall, from = old.RubricVersionId, to = rescoring.RubricVersionId });
        await db.SaveChangesAsync(cancellationToken);
        await RunChannel.AnnounceAsync(db, old.SubmissionId, cancellationToken);

        return true;
    }

    private async Task FinishAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var finished = await db.Rescorings
            .Where(r => r.Id == id && r.State == RescoringState.Running)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RescoringState.Finished).SetProperty(x => x.FinishedAt, now), cancellationToken);
        if (finished == 1)
        {
            audit.Add("system", "rubric.rescored", $"rescoring {id}");
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Latest graded runs under other versions. A submission that waits for a run of its own is left out: its scores are about
    /// to be others, given by the rubric of its sitting.
    /// </summary>
    private IQueryable<Run> Waiting(Rescoring rescoring, Guid after) => db.Runs.Where(r =>
        r.State == RunState.Graded && r.RubricVersionId != rescoring.RubricVersionId && r.SubmissionId.CompareTo(after) > 0
        && r.Submission.Attempt.AssessmentId == rescoring.AssessmentId
        && !db.Runs.Any(other => other.SubmissionId == r.SubmissionId
            && (other.FinishedAt == null || (other.State == RunState.Graded && other.Number > r.Number))));
}
