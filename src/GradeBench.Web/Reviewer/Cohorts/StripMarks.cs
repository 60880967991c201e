using System.Globalization;
using GradeBench.Cohorts;

namespace GradeBench.Web.Reviewer.Cohorts;

/// <summary>
/// Where the marks of a strip plot lie. Across, in percent of the plot, so that the same picture fits a phone and a wide
/// screen without distorting a mark; down, in pixels.
/// </summary>
public static class StripMarks
{
    /// <summary>The line the points stand on.</summary>
    public const int Baseline = 34;

    public const int MeanLine = 45;

    public const int ReferenceLine = 58;

    public const int Height = 66;

    /// <summary>A point's radius.</summary>
    public const int Radius = 3;

    /// <summary>So many points can stand on each other; with more, columns show the same counts.</summary>
    public const int TallestStack = 5;

    private const double Margin = 2;

    /// <summary>A score's place across: 1 at the left margin, 10 at the right one.</summary>
    public static string Across(double score) => Percent(Margin + (Math.Clamp(score, 1, 10) - 1) / 9 * (100 - 2 * Margin));

    /// <summary>The width of a column of one score, a little less than the 0.1 to the next.</summary>
    public static string ColumnWidth => Percent(0.085 / 9 * (100 - 2 * Margin));

    public static string ColumnStart(decimal score) => Percent(Margin + ((double)score - 1.04) / 9 * (100 - 2 * Margin));

    public static bool HasColumns(IReadOnlyList<ScoreCount> scores) => scores.Max(s => s.People) > TallestStack;

    /// <summary>A column's height in pixels; the commonest score reaches the top.</summary>
    public static string ColumnHeight(ScoreCount score, IReadOnlyList<ScoreCount> scores) => Number(Tall(score, scores));

    public static string ColumnTop(ScoreCount score, IReadOnlyList<ScoreCount> scores) => Number(Baseline - Tall(score, scores));

    /// <summary>The centres of one score's points, lowest first.</summary>
    public static IEnumerable<int> Stack(int people) => Enumerable.Range(0, people).Select(i => Baseline - Radius - i * 2 * Radius);

    private static double Tall(ScoreCount score, IReadOnlyList<ScoreCount> scores) =>
        (double)score.People / scores.Max(s => s.People) * (Baseline - 2);

    private static string Percent(double value) => Number(value) + "%";

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
