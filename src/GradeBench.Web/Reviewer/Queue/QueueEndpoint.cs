using GradeBench.Core.Cohorts;
using GradeBench.Core.Decisions;
using GradeBench.Core.Reviews;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer.Queue;

/// <summary>The reviewer's start page: the submissions that count, in an order of the reviewer's own.</summary>
internal sealed class QueueEndpoint(GradeBenchDbContext db, CohortReports cohorts)
{
    private const int PageSize = 25;

    public static async Task<IResult> GetAsync(int? page, HttpContext context, QueueEndpoint endpoint, CancellationToken cancellationToken)
    {
        var notice = context.Request.Query["notice"] == "nothing" ? "Nothing else waits for you: everything graded is reviewed or decided." : null;
        return Page.Show<QueuePage, QueueModel>(await endpoint.ReadAsync(
            QueueFilter.Of(context.Request.Query), Math.Clamp(page ?? 1, 1, 100_000), context.User.Identity!.Name!, notice, cancellationToken));
    }

    /// <summary>Leads to the next one that waits for whoever asks.</summary>
    public static async Task<IResult> NextAsync(Guid? after, HttpContext context, GradeBenchDbContext db, CancellationToken cancellationToken) =>
        await QueueOrder.NextAsync(db, context.User.Identity!.Name!, after, cancellationToken) is { } next
            ? TypedResults.LocalRedirect($"/review/submissions/{next}")
            : TypedResults.LocalRedirect("/review?notice=nothing");

    private async Task<QueueModel> ReadAsync(QueueFilter filter, int page, string reviewer, string? notice, CancellationToken cancellationToken)
    {
        var matching = filter.Apply(db.QueueEntries.AsNoTracking(), reviewer, db);
        var total = await matching.CountAsync(cancellationToken);
        page = Math.Min(page, Math.Max(1, (total + PageSize - 1) / PageSize));
        var entries = await filter.Order(matching, reviewer).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        var shown = entries.Select(e => e.AttemptId).ToList();
        var proposed = await db.DecisionProposals.Where(p => p.State == ProposalState.Open && shown.Contains(p.AttemptId))
            .ToDictionaryAsync(p => p.AttemptId, p => p.Outcome, cancellationToken);
        var assessments = await db.Assessments.OrderBy(a => a.Title).Select(a => new AssessmentChoice(a.Id, a.Title)).ToListAsync(cancellationToken);

        return new(
            filter, page, PageSize, total,
            [.. entries.Select(e => new QueueRow(
                e, ReceiptNumber.Of(e.SubmissionId), assessments.FirstOrDefault(a => a.Id == e.AssessmentId)?.Title ?? e.AssessmentId,
                e.FinishedBy.Contains(reviewer), e.Reviewers.Contains(reviewer), proposed.TryGetValue(e.AttemptId, out var outcome) ? outcome : null))],
            assessments,
            await db.QueueEntries.WaitingFor(reviewer).CountAsync(cancellationToken),
            await cohorts.ReadCurrentAsync(cancellationToken),
            notice);
    }
}

/// <summary>A line of the queue. Of reviews it says how many there are and whether one is the reader's, never what they say.</summary>
public sealed record QueueRow(QueueEntry Entry, string Receipt, string Assessment, bool FinishedByMe, bool BegunByMe, DecisionOutcome? Proposed);

public sealed record AssessmentChoice(string Id, string Title);

/// <param name="Waiting">How many wait for the reader, whatever the filter shows.</param>
public sealed record QueueModel(
    QueueFilter Filter, int Page, int PageSize, int Total, IReadOnlyList<QueueRow> Rows,
    IReadOnlyList<AssessmentChoice> Assessments, int Waiting, IReadOnlyList<CohortReport> Cohorts, string? Notice);
