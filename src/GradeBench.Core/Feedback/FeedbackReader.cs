using GradeBench.Core.Reviews;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Feedback;

/// <summary>Reads what a candidate may be told of an upload once feedback is released: the result as finished reviews leave it.</summary>
public sealed class FeedbackReader(GradeBenchDbContext db)
{
    /// <summary>Null while nothing of the upload is graded. Whether feedback is released is for the caller to ask first.</summary>
    public async Task<CandidateFeedback?> ReadAsync(Guid submissionId, CancellationToken cancellationToken)
    {
        var run = await db.Runs.AsNoTracking()
            .Where(r => r.SubmissionId == submissionId && r.State == RunState.Graded)
            .OrderByDescending(r => r.Number)
            .Select(r => new { r.RubricVersionId, r.Result })
            .FirstOrDefaultAsync(cancellationToken);
        if (run?.Result is null)
        {
            return null;
        }

        var finished = await db.Reviews.AsNoTracking()
            .Where(r => r.SubmissionId == submissionId && r.FinishedAt != null)
            .Include(r => r.Levels)
            .OrderBy(r => r.FinishedAt)
            .ToListAsync(cancellationToken);
        var settled = finished.Count < 2
            ? []
            : await db.SettledLevels.AsNoTracking().Where(s => s.SubmissionId == submissionId).ToListAsync(cancellationToken);
        var scorecard = run.Result.ReadScorecard();
        var reviewed = ReviewedScorecard.Of(scorecard, finished, settled);

        // The stored scorecard has the words of the machine's level only; those of another one stand in the rubric.
        var rubric = reviewed.Changed ? await RubricAsync(run.RubricVersionId, cancellationToken) : null;
        return CandidateFeedback.Of(run.Result.ReadEvidence(), scorecard.Gates, reviewed, rubric);
    }

    private async Task<Rubric?> RubricAsync(Guid? id, CancellationToken cancellationToken)
    {
        var version = await db.RubricVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, cancellationToken);
        return version is null ? null : RubricLoader.Load(version.Yaml, $"{version.AssessmentId} {version.Version}").OrThrow();
    }
}
