using GradeBench.Core.Cohorts;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer;

/// <summary>The reviewer's start page: cohorts, and the submissions that count.</summary>
internal sealed class SubmissionListEndpoint(GradeBenchDbContext db, CohortReports cohorts)
{
    private const int PageSize = 25;

    public static async Task<IResult> GetAsync(
        string? state, string? assessment, string? receipt, int? page, SubmissionListEndpoint endpoint, CancellationToken cancellationToken) =>
        Page.Show<SubmissionListPage, SubmissionListModel>(await endpoint.ReadAsync(
            new(SubmissionFilter.StateOf(state), assessment, receipt?.Trim()), Math.Clamp(page ?? 1, 1, 100_000), cancellationToken));

    private async Task<SubmissionListModel> ReadAsync(SubmissionFilter filter, int page, CancellationToken cancellationToken)
    {
        var matching = filter.Apply(db.Submissions.AsNoTracking());
        var total = await matching.CountAsync(cancellationToken);
        page = Math.Min(page, Math.Max(1, (total + PageSize - 1) / PageSize));
        var rows = await matching
            .OrderByDescending(s => s.ReceivedAt).ThenBy(s => s.Id)
            .Skip((page - 1) * PageSize).Take(PageSize)
            .Select(s => new
            {
                s.Id,
                Assessment = s.Attempt.Assessment.Title,
                s.ReceivedAt,
                s.Number,
                Latest = s.Runs.OrderByDescending(r => r.Number).Select(r => r.State).First(),
                // A rerun that is under way or failed does not hide the result there is.
                Graded = s.Runs.Where(r => r.State == RunState.Graded).OrderByDescending(r => r.Number)
                    .Select(r => new { r.Overall, r.Dimensions }).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);

        return new(
            filter, page, PageSize, total,
            [.. rows.Select(r => new SubmissionRow(
                r.Id, ReceiptNumber.Of(r.Id), r.Assessment, r.ReceivedAt, r.Number, r.Latest, r.Graded?.Overall, r.Graded?.Dimensions))],
            await db.Assessments.OrderBy(a => a.Title).Select(a => new AssessmentChoice(a.Id, a.Title)).ToListAsync(cancellationToken),
            await cohorts.ReadCurrentAsync(cancellationToken));
    }
}

/// <param name="Number">Which upload of its attempt it is; later ones would be listed instead.</param>
/// <param name="Overall">Null until graded.</param>
public sealed record SubmissionRow(
    Guid Id, string Receipt, string Assessment, DateTimeOffset ReceivedAt, int Number, RunState State,
    decimal? Overall, IReadOnlyDictionary<string, decimal>? Dimensions);

public sealed record AssessmentChoice(string Id, string Title);

public sealed record SubmissionListModel(
    SubmissionFilter Filter, int Page, int PageSize, int Total, IReadOnlyList<SubmissionRow> Rows,
    IReadOnlyList<AssessmentChoice> Assessments, IReadOnlyList<CohortReport> Cohorts);
