using System.Runtime.CompilerServices;
using GradeBench.Core.Decisions;
using GradeBench.Core.Reviews;
using GradeBench.Core.Storage;
using GradeBench.Web.Reviewer.Queue;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer.Export;

/// <summary>
/// Every row of a view of the queue, in the order in which the sittings began, a page at a time: however many there are, no more
/// than a page of them is in memory, and no query is open while somebody's line is slow.
/// </summary>
internal sealed class ExportRows(GradeBenchDbContext db)
{
    private const int PerPage = 1_000;

    /// <param name="reader">The user's name: some views are about their own reviews.</param>
    public async IAsyncEnumerable<ExportRow> ReadAsync(QueueFilter filter, string reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (last, count) = (Guid.Empty, PerPage);
        while (count == PerPage)
        {
            var page = await filter.Apply(db.QueueEntries.AsNoTracking(), reader, db)
                .Where(e => e.AttemptId.CompareTo(last) > 0)
                .OrderBy(e => e.AttemptId).Take(PerPage)
                .Select(e => new
                {
                    Entry = e,
                    Candidate = e.Decision == DecisionOutcome.Advance || e.Decision == DecisionOutcome.Decline
                        ? db.Attempts.Where(a => a.Id == e.AttemptId).Select(a => new { a.Candidate.Name, a.Candidate.Email }).First()
                        : null,
                })
                .ToListAsync(cancellationToken);
            foreach (var row in page) yield return ExportRow.Of(row.Entry, row.Candidate?.Name, row.Candidate?.Email);

            (last, count) = (page.Count > 0 ? page[^1].Entry.AttemptId : last, page.Count);
        }
    }
}

/// <param name="Overall">The machine's.</param>
/// <param name="Reviews">How many are finished.</param>
/// <param name="Name">Null until a decision.</param>
internal sealed record ExportRow(
    string Receipt, string Assessment, DateTimeOffset Received, int Upload, string State, decimal? Overall,
    IReadOnlyDictionary<string, decimal>? Dimensions, int Reviews, int Disagreements, string? Decision, string? Name, string? Email)
{
    public static ExportRow Of(QueueEntry entry, string? name, string? email) => new(
        ReceiptNumber.Of(entry.SubmissionId), entry.AssessmentId, entry.ReceivedAt, entry.Number, entry.State.ToString(),
        entry.Overall, entry.Dimensions, entry.FinishedBy.Count, entry.Disagreements, entry.Decision?.ToString(), name, email);
}
