using System.Text;
using GradeBench.Core.Cohorts.Fairness;
using GradeBench.Core.Export;

namespace GradeBench.Core.Cohorts.Export;

/// <summary>Which items separate learning paths at equal ability, as a table. It holds estimates and no counts.</summary>
public static class FairnessCsv
{
    private const string Columns = "item,first,second,odds_ratio,odds_low_95,odds_high_95,ets_delta,p_holm,ets_class\r\n";

    public static byte[] Write(FairnessReport report)
    {
        var text = new StringBuilder(CsvLine.Head).Append(Columns);
        foreach (var item in report.Items)
        {
            CsvLine.Write(text, report.Source, null,
            [
                item.Item, item.First.ToString(), item.Second.ToString(), CsvCell.Number(item.OddsRatio), CsvCell.Number(item.OddsInterval?.Lower),
                CsvCell.Number(item.OddsInterval?.Upper), CsvCell.Number(item.Delta), CsvCell.Number(item.AdjustedP), item.Class?.ToString() ?? "",
            ]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
