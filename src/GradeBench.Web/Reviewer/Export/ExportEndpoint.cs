using System.Text;
using GradeBench.Core.Export;
using GradeBench.Rubrics;
using GradeBench.Web.Reviewer.Queue;
using GradeBench.Web.Shared;

namespace GradeBench.Web.Reviewer.Export;

/// <summary>A view of the queue as a file, written while it is read. Names are in it only where a decision has been made; learning paths never are.</summary>
internal static class ExportEndpoint
{
    private static readonly CsvCell[] Columns =
        ["receipt", "assessment", "received", "upload", "state", "overall", .. DimensionIds.All, "reviews", "disagreements", "decision", "name", "email"];

    public static IResult Csv(HttpContext context, ExportRows rows, CancellationToken cancellationToken) => TypedResults.Stream(async stream =>
    {
        // With the mark that tells Excel it is UTF-8.
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(CsvText.Line(Columns));
        await foreach (var row in Read(context, rows, cancellationToken))
        {
            await writer.WriteAsync(CsvText.Line(
            [
                row.Receipt, row.Assessment, Shown.Machine(row.Received), CsvCell.Number(row.Upload), row.State, CsvCell.Number(row.Overall),
                .. DimensionIds.All.Select(id => CsvCell.Number(row.Dimensions?.TryGetValue(id, out var score) == true ? score : (decimal?)null)),
                CsvCell.Number(row.Reviews), CsvCell.Number(row.Disagreements), row.Decision, row.Name, row.Email,
            ]));
        }
    }, "text/csv; charset=utf-8", "submissions.csv");

    public static IResult Json(HttpContext context, ExportRows rows, CancellationToken cancellationToken) =>
        TypedResults.Json(new ExportFile(Read(context, rows, cancellationToken)));

    private static IAsyncEnumerable<ExportRow> Read(HttpContext context, ExportRows rows, CancellationToken cancellationToken) =>
        rows.ReadAsync(QueueFilter.Of(context.Request.Query), context.User.Identity!.Name!, cancellationToken);

    private sealed record ExportFile(IAsyncEnumerable<ExportRow> Submissions);
}
