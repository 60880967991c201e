using System.Globalization;
using System.Text.Json;

namespace GradeBench.Benchmarks;

/// <summary>The figures for people and for programs.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Print(IReadOnlyList<Figure> figures, TextWriter output)
    {
        string[] heads = ["what", "budget", "measured", "verdict"];
        var rows = figures.Select(f => new[] { f.Name, f.Budget, f.Text, Word(f.Verdict) }).Prepend(heads).ToList();
        var widths = Enumerable.Range(0, heads.Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
            if (ReferenceEquals(row, rows[0])) output.WriteLine(string.Join("  ", widths.Select(width => new string('-', width))));
        }
    }

    public static string Write(IReadOnlyList<Figure> figures, DateTimeOffset at)
    {
        var path = Checkout.At("artifacts", "bench", "results.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var content = new
        {
            At = at.ToString("O", CultureInfo.InvariantCulture),
            Cores = Environment.ProcessorCount,
            Figures = figures.Select(f => new { f.Name, f.Budget, f.Value, f.Text, Verdict = Word(f.Verdict) }),
        };
        File.WriteAllText(path, JsonSerializer.Serialize(content, Indented) + "\n");
        return path;
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Met => "met",
        Verdict.Missed => "MISSED",
        Verdict.Skipped => "not measured",
        _ => "",
    };
}
