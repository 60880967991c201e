using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Attempts;

/// <summary>Moves deadlines: for one sitting, or for all that lost time through a fault of ours.</summary>
public sealed class DeadlineService(GradeBenchDbContext db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Gives one sitting more time. The new deadline; null when there is no such sitting.</summary>
    public async Task<DateTimeOffset?> ExtendAsync(Guid attemptId, TimeSpan extra, string actor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(extra, TimeSpan.Zero);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var attempt = await db.Attempts
            .FromSql($"SELECT * FROM attempts WHERE id = {attemptId} FOR UPDATE").SingleOrDefaultAsync(cancellationToken);
        if (attempt is null)
        {
            return null;
        }

        attempt.Deadline = WorkTime.Extend(attempt.Deadline, extra, clock.GetUtcNow());
        audit.Add(actor, "attempt.extended", $"attempt {attemptId}", new { minutes = extra.TotalMinutes, attempt.Deadline });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return attempt.Deadline;
    }

    /// <summary>
    /// Gives every sitting that was open during a fault of ours the part of it that fell into its time, as if its clock had
    /// been paused. How many sittings that were.
    /// </summary>
    public async Task<int> MakeUpAsync(DateTimeOffset from, DateTimeOffset to, string actor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, to);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // A deadline within the fault gives back the time to it only: what came after it was never the candidate's.
        var extended = await db.Attempts
            .Where(a => a.StartedAt < to && a.Deadline > from && a.Invitation.RevokedAt == null)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.Deadline, x =>
                (x.Deadline < to ? to : x.Deadline)
                + ((x.Deadline < to ? x.Deadline : to) - (x.StartedAt > from ? x.StartedAt : from))), cancellationToken);
        if (extended > 0)
        {
            audit.Add(actor, "attempts.made-up", "attempts", new { from, to, extended });
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);

        return extended;
    }
}
