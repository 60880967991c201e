using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Reviews;

/// <summary>A note as a reviewer writes it.</summary>
/// <param name="CriterionId">Null for the whole submission.</param>
/// <param name="Text">At most <see cref="ReviewNote.LongestText"/> characters.</param>
public sealed record NewNote(Guid SubmissionId, string? CriterionId, string Text, bool ForCandidate);

/// <summary>Writes notes, and lets candidates read those meant for them.</summary>
public sealed class ReviewNotes(GradeBenchDbContext db, OpenReview open, AuditTrail audit, TimeProvider clock)
{
    /// <exception cref="ArgumentException">The text is missing or too long.</exception>
    public async Task<ReviewOutcome> AddAsync(NewNote note, string actor, CancellationToken cancellationToken)
    {
        if (note.Text.Trim().Length is 0 or > ReviewNote.LongestText)
        {
            throw new ArgumentException($"A note has 1 to {ReviewNote.LongestText} characters.", nameof(note));
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (found, refused) = await open.FindAsync(note.SubmissionId, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        if (note.CriterionId is not null && found!.Scorecard.Criteria.All(c => c.Id != note.CriterionId))
        {
            return new ReviewOutcome.Unknown();
        }

        var review = await open.MineAsync(note.SubmissionId, found!.AttemptId, actor, cancellationToken);
        var now = clock.GetUtcNow();
        db.ReviewNotes.Add(new ReviewNote
        {
            Id = Guid.CreateVersion7(now),
            ReviewId = review.Id,
            CriterionId = note.CriterionId,
            Text = note.Text.Trim(),
            ForCandidate = note.ForCandidate,
            WrittenAt = now,
        });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new ReviewOutcome.Done();
    }

    /// <summary>Removes a note of the actor's own that no candidate can have read.</summary>
    public async Task<ReviewOutcome> RemoveAsync(Guid submissionId, Guid noteId, string actor, CancellationToken cancellationToken)
    {
        var removed = await db.ReviewNotes
            .Where(n => n.Id == noteId && n.Review.SubmissionId == submissionId && n.Review.Reviewer == actor && n.PublishedAt == null)
            .ExecuteDeleteAsync(cancellationToken);

        return removed > 0 ? new ReviewOutcome.Done() : new ReviewOutcome.Unknown();
    }

    /// <summary>From now on the candidate may read the actor's notes that are meant for the candidate. Returns how many that adds.</summary>
    public async Task<int> PublishAsync(Guid submissionId, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var published = await db.ReviewNotes
            .Where(n => n.Review.SubmissionId == submissionId && n.Review.Reviewer == actor && n.ForCandidate && n.PublishedAt == null)
            .ExecuteUpdateAsync(n => n.SetProperty(x => x.PublishedAt, now), cancellationToken);
        if (published > 0)
        {
            audit.Add(actor, "review.notes-published", $"submission {submissionId}", new { notes = published });
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return published;
    }
}
