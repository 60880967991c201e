using System.Text;
using GradeBench.Core.Cohorts.Health;
using GradeBench.Core.Export;

namespace GradeBench.Core.Cohorts.Export;

/// <summary>How well an assessment measures, as a table: one line per behaviour and criterion, with the people per value.</summary>
public static class HealthCsv
{
    private const string Columns = "item,people,mean,standard_deviation,discrimination,discrimination_low_95,discrimination_high_95,reading,values_and_people\r\n";

    public static byte[] Write(HealthReport report)
    {
        var text = new StringBuilder(CsvLine.Head).Append(Columns);
        foreach (var item in report.Items)
        {
            CsvLine.Write(text, report.Source, report.Quarter,
            [
                item.Item, CsvCell.Number(item.People), CsvCell.Number(item.Mean), CsvCell.Number(item.StandardDeviation), CsvCell.Number(item.Discrimination),
                CsvCell.Number(item.DiscriminationInterval?.Lower), CsvCell.Number(item.DiscriminationInterval?.Upper), item.Reading.ToString(),
                string.Join(' ', item.Values.Select(v => $"{v.Value}:{(v.People is { } people ? CsvCell.Number(people) : $"<{Disclosure.FewestShown}")}")),
            ]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
