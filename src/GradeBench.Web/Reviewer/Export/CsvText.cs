using System.Buffers;
using System.Text;

namespace GradeBench.Web.Reviewer.Export;

/// <summary>Writes CSV (RFC 4180) that no spreadsheet takes for a formula.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n;'\t");

    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>
    /// A spreadsheet computes whatever begins with one of these, and a name may; so such text begins with an apostrophe.
    /// A number of ours is left as it is.
    /// </summary>
    public static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "";
        }

        var text = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? "'" + value : value;
        return text.AsSpan().ContainsAny(Quoted) ? new StringBuilder(text).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString() : text;
    }
}
