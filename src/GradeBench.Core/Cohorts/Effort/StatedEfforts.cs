using GradeBench.Core.Cohorts.Items;
using GradeBench.Core.Invitations;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts.Effort;

/// <summary>
/// What candidates say of how long they worked. Reached with the candidate's own link only, and read by everybody else as
/// counts of five people and more.
/// </summary>
public sealed class StatedEfforts(GradeBenchDbContext db, CohortRelease scores, ItemRelease release, TimeProvider clock)
{
    private const string Item = ItemId.Effort;

    /// <summary>Records the hours, or takes them back. False when the link is wrong or nothing was started.</summary>
    /// <param name="token">The secret of the candidate's link.</param>
    /// <param name="hours">Null to take back what was said.</param>
    /// <exception cref="ArgumentException">The hours are none that <see cref="EffortBands.Allows"/>.</exception>
    public async Task<bool> StateAsync(string token, decimal? hours, CancellationToken cancellationToken)
    {
        if (hours is { } said && !EffortBands.Allows(said))
        {
            throw new ArgumentException($"Hours go from {EffortBands.Least} to {EffortBands.Most} in halves.", nameof(hours));
        }

        if (await FindAttemptAsync(token, cancellationToken) is not { } attempt)
        {
            return false;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await scores.LockAsync(cancellationToken);
        var stated = await db.StatedEfforts.SingleOrDefaultAsync(e => e.AttemptId == attempt, cancellationToken);
        switch (stated, hours)
        {
            case (null, { } first):
                db.StatedEfforts.Add(new() { AttemptId = attempt, Hours = first, StatedAt = clock.GetUtcNow() });
                break;
            case (not null, { } next):
                (stated.Hours, stated.StatedAt) = (next, clock.GetUtcNow());
                break;
            case (not null, null):
                db.StatedEfforts.Remove(stated);
                break;
        }

        await db.SaveChangesAsync(cancellationToken);
        var counting = await db.ScoreRows
            .Where(s => s.AttemptId == attempt && s.Counts && s.Dimension == ScoreRow.Overall)
            .Select(s => new { s.RubricVersionId, s.CandidateId, s.Score })
            .ToListAsync(cancellationToken);
        foreach (var row in counting)
        {
            await CountAsync(row.RubricVersionId, row.CandidateId, hours, row.Score, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>What was stated with that link; null for nothing.</summary>
    public async Task<decimal?> FindOwnAsync(string token, CancellationToken cancellationToken)
    {
        var attempt = await FindAttemptAsync(token, cancellationToken);
        return await db.StatedEfforts.Where(e => e.AttemptId == attempt).Select(e => (decimal?)e.Hours).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Counts a result that has come to stand. Needs <see cref="CohortRelease.LockAsync"/> in the same transaction.</summary>
    internal async Task CountAsync(Guid rubricVersionId, Guid candidateId, Guid attemptId, decimal overall, CancellationToken cancellationToken) =>
        await CountAsync(
            rubricVersionId, candidateId,
            await db.StatedEfforts.Where(e => e.AttemptId == attemptId).Select(e => (decimal?)e.Hours).SingleOrDefaultAsync(cancellationToken),
            overall, cancellationToken);

    private Task CountAsync(Guid rubricVersionId, Guid candidateId, decimal? hours, decimal overall, CancellationToken cancellationToken) =>
        release.CountAsync(
            rubricVersionId, candidateId, ItemSample.Stated,
            hours is { } stated ? [new ObservedItem(Item, EffortBands.Of(stated), stated, overall)] : null, hired: false, cancellationToken);

    private Task<Guid?> FindAttemptAsync(string token, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(token);
        return db.Invitations
            .Where(i => i.TokenHash == hash && i.RevokedAt == null && i.Attempt != null)
            .Select(i => (Guid?)i.Attempt!.Id)
            .SingleOrDefaultAsync(cancellationToken);
    }
}
