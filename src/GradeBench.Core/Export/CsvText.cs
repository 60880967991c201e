namespace GradeBench.Core.Export;

/// <summary>Writes CSV (RFC 4180). The one place where a table of ours becomes text.</summary>
public static class CsvText
{
    public static string Line(params IEnumerable<CsvCell> cells) => string.Join(',', cells) + "\r\n";
}
