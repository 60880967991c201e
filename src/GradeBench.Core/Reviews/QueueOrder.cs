using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using GradeBench.Core.Decisions;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Reviews;

/// <summary>
/// The order of the review queue: random, so that no name, time or score decides who is read when a reviewer is tired;
/// another one for each reviewer, so that two of them do not wear the same people down; and the same every time, so that a
/// page can be left and found again.
/// </summary>
public static class QueueOrder
{
    /// <summary>What makes a reviewer's order theirs.</summary>
    public static long SeedOf(string reviewer) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"review queue of {reviewer}")));

    /// <summary>The place of a submission in an order. Computed by the database.</summary>
    public static long Place(Guid submissionId, long seed) =>
        throw new NotSupportedException($"The place of {submissionId} under the seed {seed} is computed in a query only.");

    /// <summary>What waits for a reviewer: graded, undecided, not reviewed by them, and not by two others either.</summary>
    public static IQueryable<QueueEntry> WaitingFor(this IQueryable<QueueEntry> entries, string reviewer) => entries.Where(e =>
        e.Overall != null && (e.Decision == null || e.Decision == DecisionOutcome.Hold)
        && !e.FinishedBy.Contains(reviewer) && e.FinishedBy.Count < 2);

    /// <summary>
    /// The first that waits in the reviewer's order, preferably one that nobody else has begun; or, from one to the next, the
    /// one after it, and the first again after the last. Null when nothing else waits.
    /// </summary>
    /// <param name="after">The one just read; null for the first.</param>
    public static async Task<Guid?> NextAsync(GradeBenchDbContext db, string reviewer, Guid? after, CancellationToken cancellationToken)
    {
        var seed = SeedOf(reviewer);
        var waiting = db.QueueEntries.AsNoTracking().WaitingFor(reviewer);
        var ordered = after is { } last
            ? waiting.Where(e => e.SubmissionId != last).OrderBy(e => Place(e.SubmissionId, seed) < Place(last, seed)).ThenBy(e => Place(e.SubmissionId, seed))
            : waiting.OrderBy(e => e.Reviewers.Count > 0 && !e.Reviewers.Contains(reviewer)).ThenBy(e => Place(e.SubmissionId, seed));

        return await ordered.Select(e => (Guid?)e.SubmissionId).FirstOrDefaultAsync(cancellationToken);
    }
}
