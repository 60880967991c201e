using GradeBench.Core.Attempts;
using GradeBench.Core.Audit;
using GradeBench.Core.Mail;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Core.Feedback;

/// <summary>What came of releasing feedback: exactly one of the nested cases.</summary>
public abstract record ReleaseOutcome
{
    private ReleaseOutcome() { }

    public sealed record Released(DateTimeOffset At) : ReleaseOutcome;

    /// <summary>It was released before; that stands.</summary>
    public sealed record ReleasedBefore(DateTimeOffset At) : ReleaseOutcome;

    /// <summary>The candidate can still upload, so feedback would be a guide through the hidden tests.</summary>
    public sealed record StillOpen(DateTimeOffset Deadline) : ReleaseOutcome;

    /// <summary>No upload of the sitting is graded yet.</summary>
    public sealed record NotGraded : ReleaseOutcome;

    public sealed record Unknown : ReleaseOutcome;
}

/// <summary>Releases feedback to candidates, and says whether it is released.</summary>
public sealed class FeedbackService(GradeBenchDbContext db, MailOutbox outbox, AuditTrail audit, IOptions<FeedbackOptions> options, TimeProvider clock)
{
    /// <summary>Lets the candidate of a sitting read its feedback from now on. There is no way back.</summary>
    /// <param name="actor">The user's name.</param>
    public async Task<ReleaseOutcome> ReleaseAsync(Guid attemptId, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var attempt = await db.Attempts
            .FromSql($"SELECT * FROM attempts WHERE id = {attemptId} FOR UPDATE").AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (attempt is null)
        {
            return new ReleaseOutcome.Unknown();
        }

        var now = clock.GetUtcNow();
        var before = await db.FeedbackReleases.Where(r => r.AttemptId == attemptId).Select(r => (DateTimeOffset?)r.ReleasedAt).SingleOrDefaultAsync(cancellationToken);
        if (before is { } at)
        {
            return new ReleaseOutcome.ReleasedBefore(at);
        }

        if (now <= attempt.Deadline)
        {
            return new ReleaseOutcome.StillOpen(attempt.Deadline);
        }

        if (!await db.Runs.AnyAsync(r => r.Submission.AttemptId == attemptId && r.State == RunState.Graded, cancellationToken))
        {
            return new ReleaseOutcome.NotGraded();
        }

        db.FeedbackReleases.Add(new FeedbackRelease { AttemptId = attemptId, ReleasedAt = now, ReleasedBy = actor });
        audit.Add(actor, "feedback.released", $"attempt {attemptId}");
        await db.SaveChangesAsync(cancellationToken);
        await TellAsync(attempt, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new ReleaseOutcome.Released(now);
    }

    /// <summary>Writes to the candidate, unless that was done when it was released by itself.</summary>
    private async Task TellAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var to = await db.Attempts.Where(a => a.Id == attempt.Id)
            .Select(a => new { a.Candidate.Name, a.Candidate.Email, a.Candidate.TimeZone, a.Assessment.Title }).SingleAsync(cancellationToken);
        await outbox.AddAsync(
            MailKind.FeedbackReleased, attempt.Id, attempt.StartedAt, attempt.CandidateId,
            CandidateMails.FeedbackReleased(new(to.Name, to.Email, to.TimeZone), to.Title), null, cancellationToken);
    }

    /// <summary>Whether the feedback on a sitting may be read now.</summary>
    /// <param name="attempt">With its release, if it has one.</param>
    public FeedbackState StateOf(Attempt attempt) => StateOf(attempt.FeedbackRelease?.ReleasedAt, attempt.Deadline);

    /// <inheritdoc cref="StateOf(Attempt)"/>
    public FeedbackState StateOf(DateTimeOffset? releasedAt, DateTimeOffset deadline) =>
        FeedbackState.Of(releasedAt, deadline, options.Value, clock.GetUtcNow());
}
