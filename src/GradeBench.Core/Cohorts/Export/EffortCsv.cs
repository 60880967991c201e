using System.Text;
using GradeBench.Core.Cohorts.Health;
using GradeBench.Core.Export;

namespace GradeBench.Core.Cohorts.Export;

/// <summary>Scores against stated effort as a table: one line per band of hours, and one for all of them with the correlation.</summary>
public static class EffortCsv
{
    private const string Columns = "stated_hours,people,mean_overall,mean_low_95,mean_high_95,correlation,correlation_low_95,correlation_high_95,reading\r\n";

    public static byte[] Write(HealthReport report)
    {
        var text = new StringBuilder(CsvLine.Head).Append(Columns);
        foreach (var band in report.Effort.Bands)
        {
            CsvLine.Write(text, report.Source, report.Quarter,
            [
                band.Band, band.People is { } people ? CsvCell.Number(people) : $"<{Disclosure.FewestShown}", CsvCell.Number(band.Mean),
                CsvCell.Number(band.MeanInterval?.Lower), CsvCell.Number(band.MeanInterval?.Upper), "", "", "", "",
            ]);
        }

        CsvLine.Write(text, report.Source, report.Quarter,
        [
            "shown bands together", report.Effort.People is { } together ? CsvCell.Number(together) : $"<{Disclosure.FewestShown}", "", "", "", CsvCell.Number(report.Effort.Correlation),
            CsvCell.Number(report.Effort.CorrelationInterval?.Lower), CsvCell.Number(report.Effort.CorrelationInterval?.Upper), report.Effort.Reading.ToString(),
        ]);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
