using GradeBench.Core.Reviews;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer.Reviews;

/// <summary>
/// The reviews of an upload, as far as whoever asks may see them: their own, and others' once that can no longer influence it.
/// </summary>
/// <param name="Mine">Null until it is begun.</param>
/// <param name="Others">Finished reviews of others that may be seen.</param>
/// <param name="Hidden">How many finished reviews of others may not be seen yet.</param>
/// <param name="Reviewed">The scorecard as the visible reviews leave it; null when there is nothing visible to say.</param>
/// <param name="Failed">What could not be recorded and is shown again; null for nothing.</param>
public sealed record ReviewModel(
    bool MayReview, Review? Mine, IReadOnlyList<Review> Others, int Hidden, ReviewedScorecard? Reviewed, FailedReview? Failed)
{
    public bool Open => MayReview && Mine?.FinishedAt is null;

    public bool MaySettle => MayReview && Mine?.FinishedAt is not null && Reviewed is { Reviews: > 1 };

    /// <summary>The reader's own draft of a criterion, or what the reviews that may be seen say of it.</summary>
    public ReviewedCriterion? Of(string criterion) => Reviewed?.Criteria.FirstOrDefault(c => c.Score.Id == criterion);

    internal static async Task<ReviewModel> ReadAsync(
        GradeBenchDbContext db, Guid submissionId, Scorecard? scorecard, bool counts, string reader, bool decided, FailedReview? failed, CancellationToken cancellationToken)
    {
        var all = await db.Reviews.AsNoTracking()
            .Where(r => r.SubmissionId == submissionId)
            .Include(r => r.Levels).Include(r => r.Notes)
            .AsSplitQuery()
            .OrderBy(r => r.StartedAt).ThenBy(r => r.Id)
            .ToListAsync(cancellationToken);
        var mine = all.FirstOrDefault(r => r.Reviewer == reader);
        var others = all.Where(r => r.Reviewer != reader && r.FinishedAt is not null).ToList();
        var seen = Visible(mine, others, decided) ? others : [];
        var finished = seen.Concat(mine is { FinishedAt: not null } ? [mine] : []).OrderBy(r => r.FinishedAt).ToList();
        var settled = seen.Count == 0 ? [] : await db.SettledLevels.AsNoTracking().Where(s => s.SubmissionId == submissionId).ToListAsync(cancellationToken);

        return new(
            counts && scorecard is not null, mine, seen, others.Count - seen.Count,
            scorecard is null || finished.Count == 0 ? null : ReviewedScorecard.Of(scorecard, finished, settled), failed);
    }

    /// <summary>Others' reviews are seen when the reader's own is finished, when two are there without it, or when all is decided.</summary>
    private static bool Visible(Review? mine, List<Review> others, bool decided) =>
        decided || mine is { FinishedAt: not null } || (mine is null && others.Count >= 2);
}

/// <summary>A level, note or reason that could not be recorded, to be shown again.</summary>
/// <param name="Form">Which form it was: <c>level</c>, <c>note</c>, <c>reveal</c> or <c>settle</c>.</param>
/// <param name="Later">The upload that counts instead, when that is why.</param>
public sealed record FailedReview(
    string Form, string Criterion, string Level, string Text, bool ForCandidate, IReadOnlyList<FieldError> Errors, Guid? Later = null);
