using GradeBench.Core.Audit;
using GradeBench.Core.Candidates;
using GradeBench.Core.Mail;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Retention;

/// <summary>
/// Deletes what is over its term, one sitting or person in one transaction: all of it goes, with its entry in the audit trail,
/// or nothing does. What was held, extended or is being graded meanwhile is left alone.
/// </summary>
public sealed class PurgeService(
    GradeBenchDbContext db, UploadErasure uploads, PersonErasure people, RetentionPolicies policies, MailFolder mail, AuditTrail audit, TimeProvider clock)
{
    private const string Actor = "system";

    private readonly DueData _due = new(db);

    /// <summary>The next ids that are due, in their order; empty when no more are.</summary>
    /// <param name="after">The last one of the page before.</param>
    internal async Task<List<Guid>> DueAsync(RetentionKind kind, Guid after, int most, CancellationToken cancellationToken)
    {
        if (await policies.FindAsync(cancellationToken) is not { } policy)
        {
            return [];
        }

        var now = clock.GetUtcNow();
        var ids = kind switch
        {
            RetentionKind.Files => _due.Files(policy.Terms, now).Select(a => a.Id),
            RetentionKind.Output => _due.Output(policy.Terms, now).Select(a => a.Id),
            _ => _due.People(policy.Terms, now).Select(c => c.Id),
        };

        return await ids.Where(id => id.CompareTo(after) > 0).Order().Take(most).ToListAsync(cancellationToken);
    }

    /// <summary>Whether something was deleted.</summary>
    /// <param name="id">Of the sitting, or of the person.</param>
    public Task<bool> PurgeAsync(RetentionKind kind, Guid id, CancellationToken cancellationToken) =>
        kind == RetentionKind.Person ? PurgePersonAsync(id, cancellationToken) : PurgeSittingAsync(kind, id, cancellationToken);

    private async Task<bool> PurgeSittingAsync(RetentionKind kind, Guid attemptId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM invitations WHERE id = (SELECT invitation_id FROM attempts WHERE id = {attemptId}) FOR UPDATE", cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM attempts WHERE id = {attemptId} FOR UPDATE", cancellationToken);
        var now = clock.GetUtcNow();
        var submissions = db.Submissions.Where(s => s.AttemptId == attemptId);
        if (await policies.FindAsync(cancellationToken) is not { } policy
            || !await (kind == RetentionKind.Files ? _due.Files(policy.Terms, now) : _due.Output(policy.Terms, now)).AnyAsync(a => a.Id == attemptId, cancellationToken)
            || await uploads.AreGradedAsync(submissions, cancellationToken))
        {
            return false;
        }

        var count = await submissions.CountAsync(cancellationToken);
        if (kind == RetentionKind.Files)
        {
            await uploads.EraseFilesAsync(submissions, ErasureCause.Retention, cancellationToken);
            audit.Add(Actor, "sitting.files-purged", $"attempt {attemptId}", new { uploads = count, afterDays = policy.Terms.Files });
        }
        else
        {
            await uploads.EraseOutputAsync(submissions, cancellationToken);
            await db.PracticeRuns.Where(p => db.Attempts.Any(a => a.Id == attemptId && a.InvitationId == p.InvitationId)).ExecuteDeleteAsync(cancellationToken);
            await db.Attempts.Where(a => a.Id == attemptId).ExecuteUpdateAsync(a => a.SetProperty(x => x.OutputPurgedAt, now), cancellationToken);
            audit.Add(Actor, "sitting.output-purged", $"attempt {attemptId}", new { uploads = count, afterDays = policy.Terms.Output });
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return true;
    }

    private async Task<bool> PurgePersonAsync(Guid candidateId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await people.LockAsync(candidateId, cancellationToken);
        if (await policies.FindAsync(cancellationToken) is not { } policy
            || await _due.People(policy.Terms, clock.GetUtcNow()).SingleOrDefaultAsync(c => c.Id == candidateId, cancellationToken) is not { } candidate
            || await uploads.AreGradedAsync(db.Submissions.Where(s => s.Attempt.CandidateId == candidateId), cancellationToken))
        {
            return false;
        }

        var address = candidate.Email;
        var count = await people.EraseAsync(candidate, ErasureCause.Retention, cancellationToken);
        audit.Add(Actor, "candidate.purged", $"candidate {candidateId}", new { uploads = count, afterDays = policy.Terms.Person });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        mail.DeleteTo(address);

        return true;
    }
}
