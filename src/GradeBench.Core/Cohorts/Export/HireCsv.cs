using System.Text;
using GradeBench.Cohorts;
using GradeBench.Core.Cohorts.Hires;
using GradeBench.Core.Export;

namespace GradeBench.Core.Cohorts.Export;

/// <summary>What hires have in common, as a table: one line per value, the article's claim, and what was recorded of those hired.</summary>
public static class HireCsv
{
    private const string Columns =
        "item,value,hired_with,people_with,hired_without,people_without,lift,lift_low_95,lift_high_95,p_holm,reading\r\n";

    public static byte[] Write(HireReport report)
    {
        var text = new StringBuilder(CsvLine.Head).Append(Columns);
        foreach (var lift in report.Lifts)
        {
            Line(text, report, lift.Item, lift.Value, lift.With, lift.Without, lift.Comparison, lift.AdjustedP, lift.Verdict.ToString());
        }

        Line(text, report, Items.ItemId.Claim, "all", report.Claim.With, report.Claim.Without, report.Claim.Comparison, null, report.Claim.Verdict.ToString());
        foreach (var (item, count) in report.Details.SelectMany(d => d.Counts.Select(c => (d.Item, c))))
        {
            Line(text, report, item, count.Value, new(count.People, count.People), null, null, null, "");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Line(
        StringBuilder text, HireReport report, string item, string value, SelectionRate? with, SelectionRate? without, LiftComparison? comparison, double? adjustedP,
        string reading) => CsvLine.Write(text, report.Source, report.Quarter,
    [
        item, value, CsvCell.Number(with?.Passed), CsvCell.Number(with?.Total), CsvCell.Number(without?.Passed), CsvCell.Number(without?.Total),
        CsvCell.Number(comparison?.Lift), CsvCell.Number(comparison?.LiftInterval?.Lower), CsvCell.Number(comparison?.LiftInterval?.Upper), CsvCell.Number(adjustedP), reading,
    ]);
}
