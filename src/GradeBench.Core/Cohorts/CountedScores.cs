using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts;

/// <summary>Stores the scores of a graded run as rows and decides which set stands for the candidate.</summary>
public sealed class CountedScores(GradeBenchDbContext db)
{
    /// <summary>
    /// Adds the rows to what the context saves next. They count unless the candidate has a graded submission that was
    /// received later; an older run of the same submission stops counting.
    /// </summary>
    internal async Task AddAsync(
        Guid runId, Guid rubricVersionId, IReadOnlyDictionary<string, decimal> dimensions, CancellationToken cancellationToken)
    {
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

        // Serialises runs of one candidate that end at once: the second sees what the first made count.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM candidates WHERE id = {run.CandidateId} FOR UPDATE", cancellationToken);
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
        db.ScoreRows.AddRange(dimensions.Select(pair => new ScoreRow
        {
            RunId = runId,
            Dimension = pair.Key,
            Score = pair.Value,
            Cohort = cohort,
            AssessmentId = run.AssessmentId,
            RubricVersionId = rubricVersionId,
            CandidateId = run.CandidateId,
            AttemptId = run.AttemptId,
            SubmissionId = run.SubmissionId,
            ReceivedAt = run.ReceivedAt,
            Counts = counts,
        }));
    }
}
