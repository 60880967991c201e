using GradeBench.Core.Feedback;
using GradeBench.Core.Jobs;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GradeBench.Core.Mail;

/// <summary>
/// Writes to candidates whose time runs out, and to those whose feedback was released by itself. Runs as a recurring job; each
/// message is noted once, however often that is.
/// </summary>
public sealed class ReminderJob(
    GradeBenchDbContext db, MailOutbox outbox, IOptions<ReminderOptions> reminders, IOptions<FeedbackOptions> feedback, TimeProvider clock) : IJobHandler
{
    private const int PerRound = 500;

    /// <summary>A worker that was away for longer tells nobody of feedback they found themselves.</summary>
    private static readonly TimeSpan OldNews = TimeSpan.FromDays(7);

    public string JobName => Job.RemindName;

    public async Task HandleAsync(Guid subject, CancellationToken cancellationToken)
    {
        await RemindToStartAsync(cancellationToken);
        await RemindOfDeadlinesAsync(cancellationToken);
        await TellOfFeedbackAsync(cancellationToken);
    }

    private async Task RemindToStartAsync(CancellationToken cancellationToken)
    {
        var (now, lead) = (clock.GetUtcNow(), reminders.Value.BeforeExpiry);
        var soon = now + lead;

        // A link that is shorter than the reminder's lead was told of a moment ago.
        var due = await db.Invitations
            .Where(i => i.RevokedAt == null && i.Attempt == null && i.ExpiresAt > now && i.ExpiresAt <= soon && i.CreatedAt < i.ExpiresAt - lead
                && !db.OutgoingMails.Any(m => m.Kind == MailKind.StartReminder && m.About == i.Id && m.Moment == i.ExpiresAt))
            .OrderBy(i => i.ExpiresAt).Take(PerRound)
            .Select(i => new { i.Id, i.ExpiresAt, i.CandidateId, i.Candidate.Name, i.Candidate.Email, i.Candidate.TimeZone, i.Assessment.Title })
            .ToListAsync(cancellationToken);
        foreach (var i in due)
        {
            await outbox.AddAsync(
                MailKind.StartReminder, i.Id, i.ExpiresAt, i.CandidateId, CandidateMails.Reminder(new(i.Name, i.Email, i.TimeZone), i.Title, i.ExpiresAt), null, cancellationToken);
        }
    }

    private async Task RemindOfDeadlinesAsync(CancellationToken cancellationToken)
    {
        var (now, lead) = (clock.GetUtcNow(), reminders.Value.BeforeDeadline);
        var soon = now + lead;
        var due = await db.Attempts
            .Where(a => a.Invitation.RevokedAt == null && a.Deadline > now && a.Deadline <= soon && a.StartedAt < a.Deadline - lead
                && !db.OutgoingMails.Any(m => m.Kind == MailKind.DeadlineReminder && m.About == a.Id && m.Moment == a.Deadline))
            .OrderBy(a => a.Deadline).Take(PerRound)
            .Select(a => new { a.Id, a.Deadline, a.CandidateId, a.Candidate.Name, a.Candidate.Email, a.Candidate.TimeZone, a.Assessment.Title, Uploads = a.Submissions.Count })
            .ToListAsync(cancellationToken);
        foreach (var a in due)
        {
            await outbox.AddAsync(
                MailKind.DeadlineReminder, a.Id, a.Deadline, a.CandidateId,
                CandidateMails.DeadlineReminder(new(a.Name, a.Email, a.TimeZone), a.Title, a.Deadline, a.Uploads), null, cancellationToken);
        }
    }

    private async Task TellOfFeedbackAsync(CancellationToken cancellationToken)
    {
        if (!feedback.Value.ReleaseByItself)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var until = now - feedback.Value.ReleaseAfter;
        var since = until - OldNews;
        var released = await db.Attempts
            .Where(a => a.FeedbackRelease == null && a.Deadline < now && a.Deadline <= until && a.Deadline > since && a.Candidate.ErasedAt == null
                && a.Submissions.Any(s => s.Runs.Any(r => r.State == RunState.Graded))
                && !db.OutgoingMails.Any(m => m.Kind == MailKind.FeedbackReleased && m.About == a.Id))
            .OrderBy(a => a.Deadline).Take(PerRound)
            .Select(a => new { a.Id, a.StartedAt, a.CandidateId, a.Candidate.Name, a.Candidate.Email, a.Candidate.TimeZone, a.Assessment.Title })
            .ToListAsync(cancellationToken);
        foreach (var a in released)
        {
            await outbox.AddAsync(
                MailKind.FeedbackReleased, a.Id, a.StartedAt, a.CandidateId, CandidateMails.FeedbackReleased(new(a.Name, a.Email, a.TimeZone), a.Title), null, cancellationToken);
        }
    }
}
