using System.Globalization;
using System.Text;
using GradeBench.Core.Decisions;
using GradeBench.Core.Storage;
using GradeBench.Web.Reviewer.Queue;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer.Export;

/// <summary>A view of the queue as a file. Names are in it only where a decision has been made; learning paths never are.</summary>
internal sealed class ExportEndpoint(GradeBenchDbContext db)
{
    /// <summary>More rows than anybody reads; a bigger file would be built in memory for nobody.</summary>
    public const int MostRows = 20_000;

    private static readonly string[] Columns =
        ["receipt", "assessment", "received", "upload", "state", "overall", .. DimensionNames.All.Select(d => d.Id), "reviews", "disagreements", "decision", "name", "email"];

    public static async Task<IResult> CsvAsync(HttpContext context, ExportEndpoint endpoint, CancellationToken cancellationToken)
    {
        var text = new StringBuilder(CsvText.Line(Columns));
        foreach (var row in await endpoint.ReadAsync(context, cancellationToken))
        {
            text.Append(CsvText.Line(
            [
                row.Receipt, row.Assessment, Shown.Machine(row.Received), Number(row.Upload), row.State, Number(row.Overall),
                .. DimensionNames.All.Select(d => row.Dimensions?.TryGetValue(d.Id, out var score) == true ? Number(score) : null),
                Number(row.Reviews), Number(row.Disagreements), row.Decision, row.Name, row.Email,
            ]));
        }

        // With the mark that tells Excel it is UTF-8.
        return TypedResults.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())], "text/csv; charset=utf-8", "submissions.csv");
    }

    public static async Task<IResult> JsonAsync(HttpContext context, ExportEndpoint endpoint, CancellationToken cancellationToken) =>
        TypedResults.Json(new ExportFile(await endpoint.ReadAsync(context, cancellationToken)));

    private async Task<List<ExportRow>> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (filter, reader) = (QueueFilter.Of(context.Request.Query), context.User.Identity!.Name!);
        var rows = await filter.Order(filter.Apply(db.QueueEntries.AsNoTracking(), reader, db), reader)
            .Take(MostRows)
            .Select(e => new
            {
                Entry = e,
                Candidate = e.Decision == DecisionOutcome.Advance || e.Decision == DecisionOutcome.Decline
                    ? db.Attempts.Where(a => a.Id == e.AttemptId).Select(a => new { a.Candidate.Name, a.Candidate.Email }).First()
                    : null,
            })
            .ToListAsync(cancellationToken);

        return [.. rows.Select(r => new ExportRow(
            ReceiptNumber.Of(r.Entry.SubmissionId), r.Entry.AssessmentId, r.Entry.ReceivedAt, r.Entry.Number, r.Entry.State.ToString(),
            r.Entry.Overall, r.Entry.Dimensions, r.Entry.FinishedBy.Count, r.Entry.Disagreements, r.Entry.Decision?.ToString(), r.Candidate?.Name, r.Candidate?.Email))];
    }

    private static string? Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    /// <param name="Overall">The machine's.</param>
    /// <param name="Reviews">How many are finished.</param>
    /// <param name="Name">Null until a decision.</param>
    private sealed record ExportRow(
        string Receipt, string Assessment, DateTimeOffset Received, int Upload, string State, decimal? Overall,
        IReadOnlyDictionary<string, decimal>? Dimensions, int Reviews, int Disagreements, string? Decision, string? Name, string? Email);

    private sealed record ExportFile(IReadOnlyList<ExportRow> Submissions);
}
