using System.Buffers;
using System.Globalization;
using System.Text;

namespace GradeBench.Core.Export;

/// <summary>
/// A cell as it is written. Text is always made safe, since somebody chose it; a number of ours is written as it is, so that a
/// negative one stays a number.
/// </summary>
public readonly record struct CsvCell
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n;'\t");

    private readonly string? _written;

    private CsvCell(string? written) => _written = written;

    public static implicit operator CsvCell(string? text) => Text(text);

    /// <summary>
    /// A spreadsheet computes whatever begins with one of these, and a name may; so such text begins with an apostrophe.
    /// </summary>
    public static CsvCell Text(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return default;
        }

        var text = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? "'" + value : value;
        return new(text.AsSpan().ContainsAny(Quoted) ? new StringBuilder(text).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString() : text);
    }

    public static CsvCell Number(decimal? value) => new(value?.ToString(CultureInfo.InvariantCulture));

    public static CsvCell Number(int? value) => new(value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>A statistic, with six decimals.</summary>
    public static CsvCell Number(double? value) => new(value?.ToString("0.000000", CultureInfo.InvariantCulture));

    public override string ToString() => _written ?? "";
}
