using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Reviews;

/// <summary>Finds, or begins, somebody's review of the upload that counts, and holds it until the transaction ends.</summary>
public sealed class OpenReview(GradeBenchDbContext db, TimeProvider clock)
{
    /// <summary>The submission's scorecard and attempt, or why it cannot be reviewed.</summary>
    internal async Task<(Reviewable? Found, ReviewOutcome? Refused)> FindAsync(Guid submissionId, CancellationToken cancellationToken)
    {
        // What reviewers of one upload do comes one after the other: whether a review may still change depends on the others.
        await db.Database.ExecuteSqlAsync($"SELECT id FROM submissions WHERE id = {submissionId} FOR NO KEY UPDATE", cancellationToken);
        var found = await db.Submissions
            .Where(s => s.Id == submissionId)
            .Select(s => new
            {
                s.AttemptId,
                Last = s.Attempt.Submissions.OrderByDescending(other => other.Number).First().Id,
                Scorecard = s.Runs.Where(r => r.State == RunState.Graded).OrderByDescending(r => r.Number).Select(r => r.Result!.ScorecardJson).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken);

        return found switch
        {
            null => (null, new ReviewOutcome.Unknown()),
            { Last: var last } when last != submissionId => (null, new ReviewOutcome.Superseded(last)),
            { Scorecard: null } => (null, new ReviewOutcome.NotGraded()),
            _ => (new Reviewable(found.AttemptId, StoredForm.ReadScorecard(found.Scorecard)), null),
        };
    }

    /// <summary>The actor's review, with its levels and notes.</summary>
    internal async Task<Review> MineAsync(Guid submissionId, Guid attemptId, string actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();

        // Two tabs of one reviewer must not make two reviews, so the database decides.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO reviews (id, attempt_id, submission_id, reviewer, started_at)
            VALUES ({Guid.CreateVersion7(now)}, {attemptId}, {submissionId}, {actor}, {now})
            ON CONFLICT (submission_id, reviewer) DO NOTHING
            """, cancellationToken);

        return await db.Reviews.Include(r => r.Levels).Include(r => r.Notes)
            .SingleAsync(r => r.SubmissionId == submissionId && r.Reviewer == actor, cancellationToken);
    }
}

/// <summary>An upload that can be reviewed.</summary>
internal sealed record Reviewable(Guid AttemptId, Scorecard Scorecard);
