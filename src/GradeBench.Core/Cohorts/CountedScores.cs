using GradeBench.Core.Cohorts.Effort;
using GradeBench.Core.Cohorts.Items;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts;

/// <summary>Stores the scores of a graded run as rows and decides which set stands for the candidate.</summary>
public sealed class CountedScores(GradeBenchDbContext db, CohortRelease release, CountedItems items, StatedEfforts efforts)
{
    /// <summary>
    /// Adds the rows to what the context saves next. They count unless the candidate has a graded submission that was
    /// received later; an older run of the same submission stops counting.
    /// </summary>
    internal async Task AddAsync(
        Guid runId, Guid rubricVersionId, Evidence evidence, Scorecard scorecard, CancellationToken cancellationToken)
    {
        await release.LockAsync(cancellationToken);
        var run = await db.Runs
            .Where(r => r.Id == runId)
            .Select(r => new
            {
                r.SubmissionId,
                r.Submission.ReceivedAt,
                r.Submission.AttemptId,
                r.Submission.Attempt.CandidateId,
                r.Submission.Attempt.AssessmentId,
            })
            .SingleAsync(cancellationToken);

        var counting = db.ScoreRows.Where(s => s.Counts
            && s.CandidateId == run.CandidateId && s.AssessmentId == run.AssessmentId && s.RubricVersionId == rubricVersionId);
        var counts = !await counting.AnyAsync(s => s.ReceivedAt > run.ReceivedAt, cancellationToken);
        if (counts)
        {
            await counting.ExecuteUpdateAsync(s => s.SetProperty(x => x.Counts, false), cancellationToken);
        }

        var cohort = await db.DeclaredPaths
            .Where(p => p.CandidateId == run.CandidateId)
            .Select(p => p.Path)
            .SingleOrDefaultAsync(cancellationToken);
        db.ScoreRows.AddRange(scorecard.Dimensions.Select(d => (d.Id, d.Score)).Append((Id: ScoreRow.Overall, Score: scorecard.Overall)).Select(pair => new ScoreRow
        {
            RunId = runId,
            Dimension = pair.Id,
            Score = pair.Score,
            Cohort = cohort,
            AssessmentId = run.AssessmentId,
            RubricVersionId = rubricVersionId,
            CandidateId = run.CandidateId,
            AttemptId = run.AttemptId,
            SubmissionId = run.SubmissionId,
            ReceivedAt = run.ReceivedAt,
            Counts = counts,
        }));
        if (counts)
        {
            await items.CountAsync(rubricVersionId, run.CandidateId, cohort, evidence, scorecard, cancellationToken);
            await efforts.CountAsync(rubricVersionId, run.CandidateId, run.AttemptId, scorecard.Overall, cancellationToken);
        }
    }

    /// <summary>Lets waiting scores into the statistics when they have become a group. To be called when the rows are saved.</summary>
    internal Task ReleaseAsync(Guid rubricVersionId, CancellationToken cancellationToken) => release.ReleaseAsync(rubricVersionId, cancellationToken);
}
