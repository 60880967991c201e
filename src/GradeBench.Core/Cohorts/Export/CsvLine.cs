using System.Globalization;
using System.Text;

namespace GradeBench.Core.Cohorts.Export;

/// <summary>A line of any of the tables: which sample first, so that a line torn out of its file still says what it is about.</summary>
internal static class CsvLine
{
    public const string Head = "data,assessment,rubric_version,rubric_sha256,period,";

    public static void Write(StringBuilder text, SampleSource source, string? quarter, IEnumerable<string> rest) =>
        text.AppendJoin(',',
        [
            source.Population == Population.Generated ? "generated demo data" : "submissions",
            Safe(source.AssessmentId), Safe(source.RubricVersion), source.RubricHash, quarter ?? "all", .. rest,
        ]).Append("\r\n");

    /// <summary>An author of a rubric or a pack chose this text: a spreadsheet must neither run it as a formula nor split it.</summary>
    public static string Safe(string text)
    {
        var plain = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return plain.AsSpan().IndexOfAny(",\"\r\n") < 0 ? plain : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    public static string Number(double? value) => value?.ToString("0.000000", CultureInfo.InvariantCulture) ?? "";

    public static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
