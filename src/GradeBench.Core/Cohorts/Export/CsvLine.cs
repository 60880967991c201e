using System.Text;
using GradeBench.Core.Export;

namespace GradeBench.Core.Cohorts.Export;

/// <summary>A line of any of the tables: which sample first, so that a line torn out of its file still says what it is about.</summary>
internal static class CsvLine
{
    public const string Head = "data,assessment,rubric_version,rubric_sha256,period,";

    public static void Write(StringBuilder text, SampleSource source, string? quarter, IEnumerable<CsvCell> rest) =>
        text.Append(CsvText.Line(
        [
            source.Population == Population.Generated ? "generated demo data" : "submissions",
            source.AssessmentId, source.RubricVersion, source.RubricHash, quarter ?? "all", .. rest,
        ]));
}
