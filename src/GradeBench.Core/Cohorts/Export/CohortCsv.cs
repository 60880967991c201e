using System.Globalization;
using System.Text;
using GradeBench.Core.Export;

namespace GradeBench.Core.Cohorts.Export;

/// <summary>
/// A report as a table: one line per cohort and dimension, then what a spreadsheet needs to recompute it, the scores with
/// their counts. Decisions are lines of their own, with who advanced and who was declined in the last column.
/// </summary>
public static class CohortCsv
{
    private const string Head =
        CsvLine.Head + "cohort,dimension,people,mean,mean_low_95,mean_high_95,standard_deviation,scores_and_people";

    /// <summary>UTF-8; a cohort that is not shown has <c>fewer than 5</c> for its count and nothing else.</summary>
    public static byte[] Write(CohortReport report)
    {
        var text = new StringBuilder(Head).Append("\r\n");
        foreach (var hidden in report.Cohorts.Where(c => c.People is null))
        {
            Line(text, report, hidden.Cohort, "", $"fewer than {Disclosure.FewestShown}", "", "", "", "", "");
        }

        foreach (var dimension in report.Dimensions)
        {
            foreach (var figures in dimension.Cohorts)
            {
                Line(
                    text, report, figures.Cohort, dimension.Dimension, CsvCell.Number(figures.People), CsvCell.Number(figures.Mean),
                    CsvCell.Number(figures.MeanInterval?.Lower), CsvCell.Number(figures.MeanInterval?.Upper), CsvCell.Number(figures.StandardDeviation),
                    string.Join(' ', figures.Scores.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Score:0.0}:{s.People}"))));
            }
        }

        foreach (var (cohort, advanced) in report.Decisions.Cohorts)
        {
            Line(
                text, report, cohort, "decisions", advanced?.Total.ToString(CultureInfo.InvariantCulture) ?? $"fewer than {Disclosure.FewestShown}", "", "", "", "",
                advanced is { } rate ? string.Create(CultureInfo.InvariantCulture, $"advanced:{rate.Passed} declined:{rate.Total - rate.Passed}") : "");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Line(StringBuilder text, CohortReport report, LearningPath cohort, string dimension, params CsvCell[] rest) =>
        CsvLine.Write(text, report.Source, report.Quarter, [cohort.ToString(), dimension, .. rest]);
}
