using System.Text;
using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Reviews;

/// <summary>A level as a reviewer gives it.</summary>
/// <param name="Level">1 to 10.</param>
/// <param name="Reason">Between <see cref="ReviewLevel.ShortestReason"/> and <see cref="ReviewLevel.LongestReason"/> characters.</param>
/// <param name="Instead">The machine's score that its giver saw; null where nobody saw one.</param>
public sealed record NewLevel(Guid SubmissionId, string CriterionId, int Level, string Reason, decimal? Instead = null);

/// <summary>
/// Writes reviews: levels, finishing, and settling where two differ. Reasons are the candidate's personal data and may have
/// to be erased; the audit trail keeps the hash that proves them unchanged.
/// </summary>
public sealed class ReviewService(GradeBenchDbContext db, OpenReview open, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Gives a criterion a level instead of the machine's score.</summary>
    /// <param name="actor">The user's name.</param>
    /// <exception cref="ArgumentException">The level is not one, or the reason is missing or too long.</exception>
    public Task<ReviewOutcome> GiveLevelAsync(NewLevel given, string actor, CancellationToken cancellationToken)
    {
        var reason = CheckedReason(given.Reason);
        ArgumentOutOfRangeException.ThrowIfLessThan(given.Level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(given.Level, 10);

        return ChangeAsync(given.SubmissionId, actor, (review, reviewable) =>
        {
            if (reviewable.Scorecard.Criteria.FirstOrDefault(c => c.Id == given.CriterionId) is not { } criterion)
            {
                return new ReviewOutcome.Unknown();
            }

            if (given.Instead is { } seen && seen != criterion.Score)
            {
                return new ReviewOutcome.MachineChanged(criterion.Score);
            }

            var level = review.Levels.FirstOrDefault(l => l.CriterionId == given.CriterionId);
            var before = level?.Level;
            if (level is null)
            {
                level = new ReviewLevel
                {
                    ReviewId = review.Id,
                    CriterionId = criterion.Id,
                    Level = given.Level,
                    MachineScore = criterion.Score,
                    Reason = reason,
                    GivenAt = clock.GetUtcNow(),
                };
                db.ReviewLevels.Add(level);
            }

            (level.Level, level.MachineScore, level.Reason, level.GivenAt) = (given.Level, criterion.Score, reason, clock.GetUtcNow());
            audit.Add(actor, "review.level-given", $"submission {given.SubmissionId}", new
            {
                criterion = criterion.Id,
                machine = criterion.Score,
                before,
                level = given.Level,
                reasonSha256 = HashOf(reason),
            });
            return new ReviewOutcome.Done();
        }, cancellationToken);
    }

    /// <summary>Takes a level back: the reviewer agrees with the machine after all.</summary>
    public Task<ReviewOutcome> WithdrawLevelAsync(Guid submissionId, string criterionId, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(submissionId, actor, (review, _) =>
        {
            if (review.Levels.FirstOrDefault(l => l.CriterionId == criterionId) is { } level)
            {
                db.ReviewLevels.Remove(level);
                audit.Add(actor, "review.level-withdrawn", $"submission {submissionId}", new { criterion = criterionId, before = level.Level });
            }

            return new ReviewOutcome.Done();
        }, cancellationToken);

    /// <summary>From now on colleagues who are done see it, and it stays as it is.</summary>
    public Task<ReviewOutcome> FinishAsync(Guid submissionId, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(submissionId, actor, (review, _) =>
        {
            review.FinishedAt = clock.GetUtcNow();
            audit.Add(actor, "review.finished", $"submission {submissionId}", new { levels = review.Levels.Count });
            return new ReviewOutcome.Done();
        }, cancellationToken);

    /// <summary>Makes a finished review a draft again, as long as nobody else has finished one.</summary>
    public async Task<ReviewOutcome> ReopenAsync(Guid submissionId, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (_, refused) = await open.FindAsync(submissionId, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        if (await db.Reviews.AnyAsync(r => r.SubmissionId == submissionId && r.Reviewer != actor && r.FinishedAt != null, cancellationToken))
        {
            return new ReviewOutcome.SeenByNow();
        }

        var mine = await db.Reviews.SingleOrDefaultAsync(r => r.SubmissionId == submissionId && r.Reviewer == actor && r.FinishedAt != null, cancellationToken);
        if (mine is null)
        {
            return new ReviewOutcome.Unknown();
        }

        mine.FinishedAt = null;
        audit.Add(actor, "review.reopened", $"submission {submissionId}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new ReviewOutcome.Done();
    }

    /// <summary>Says which level counts where finished reviews differ. Null as the level means the machine's score.</summary>
    /// <exception cref="ArgumentException">The level is not one, or the reason is missing or too long.</exception>
    public async Task<ReviewOutcome> SettleAsync(
        Guid submissionId, string criterionId, int? level, string reason, string actor, CancellationToken cancellationToken)
    {
        var checkedReason = CheckedReason(reason);
        ArgumentOutOfRangeException.ThrowIfLessThan(level ?? 1, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level ?? 1, 10);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (found, refused) = await open.FindAsync(submissionId, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        if (found!.Scorecard.Criteria.FirstOrDefault(c => c.Id == criterionId) is not { } criterion)
        {
            return new ReviewOutcome.Unknown();
        }

        if (!await db.Reviews.AnyAsync(r => r.SubmissionId == submissionId && r.Reviewer == actor && r.FinishedAt != null, cancellationToken))
        {
            return new ReviewOutcome.NotYours();
        }

        var settled = await db.SettledLevels.FindAsync([submissionId, criterionId], cancellationToken);
        if (settled is null)
        {
            settled = new SettledLevel
            {
                SubmissionId = submissionId,
                CriterionId = criterionId,
                Level = 0,
                Reason = checkedReason,
                SettledBy = actor,
                SettledAt = clock.GetUtcNow(),
            };
            db.SettledLevels.Add(settled);
        }

        (settled.Level, settled.Reason, settled.SettledBy, settled.SettledAt) = (level ?? criterion.Score, checkedReason, actor, clock.GetUtcNow());
        audit.Add(actor, "review.settled", $"submission {submissionId}",
            new { criterion = criterionId, machine = criterion.Score, level = settled.Level, reasonSha256 = HashOf(checkedReason) });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new ReviewOutcome.Done();
    }

    private async Task<ReviewOutcome> ChangeAsync(
        Guid submissionId, string actor, Func<Review, Reviewable, ReviewOutcome> change, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (found, refused) = await open.FindAsync(submissionId, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var review = await open.MineAsync(submissionId, found!.AttemptId, actor, cancellationToken);
        if (review.FinishedAt is not null)
        {
            return new ReviewOutcome.Finished();
        }

        var outcome = change(review, found);
        if (outcome is ReviewOutcome.Done)
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    private static string CheckedReason(string reason) =>
        reason.Trim() is { Length: >= ReviewLevel.ShortestReason and <= ReviewLevel.LongestReason } trimmed
            ? trimmed
            : throw new ArgumentException($"A reason has {ReviewLevel.ShortestReason} to {ReviewLevel.LongestReason} characters.", nameof(reason));

    private static string HashOf(string text) => Sha256Hex.Of(Encoding.UTF8.GetBytes(text));
}
