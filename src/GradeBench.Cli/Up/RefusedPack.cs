using System.Text.Json;
using GradeBench.Assessments;
using GradeBench.Grading;

namespace GradeBench.Cli.Up;

/// <summary>An assessment that the worker does not publish, because a report says that its proof failed.</summary>
/// <param name="Told">Which one, why, and what to do.</param>
internal sealed record RefusedPack(string Assessment, string Told)
{
    /// <param name="reports">The folder of the reports, as the worker is told of it; null when nobody keeps any.</param>
    public static IReadOnlyList<RefusedPack> Find(string? reports)
    {
        try
        {
            return
            [
                .. from pack in AssessmentPacks.All
                   let report = PackReportFiles.Find(pack.Id, pack.Version, reports)
                   where report is { Passed: false }
                   select new RefusedPack(pack.Id, Tell(report, reports)),
            ];
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            // The worker reads the same file and ends by that; what it says last is shown.
            return [];
        }
    }

    private static string Tell(PackReport report, string? folder)
    {
        var more = report.Problems.Count > 1 ? $" And {report.Problems.Count - 1} more." : "";
        return $"""
            The assessment {report.Assessment} ({report.PackVersion}) is not published, because its proof failed: {report.Problems[0]}{more}
            The whole report is {report.Assessment}.json in {folder}. Prove it again with `./gradebench pack verify {report.Assessment}`; if it fails again, put the pack right. Deleting the report publishes the pack without a proof.
            """;
    }
}
