using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>The <c>csv-pipeline</c> assessment: typed users out of CSV of any size.</summary>
internal static class CsvPipelinePack
{
    public static AssessmentPack Create() => EmbeddedPack.Read(
        "csv-pipeline",
        "CSV pipeline",
        new PackLimits(),
        typeof(IUserPipeline),
        [
            typeof(FormatTests), typeof(ValueTests), typeof(RowTests), typeof(SourceTests), typeof(BatchTests), typeof(StreamingTests),
            typeof(AggregateTests), typeof(CancellationTests), typeof(IsolationTests), typeof(ScaleTests),
        ],
        "CsvHelper") with
    {
        Examples = ["batches.size", "rows.skipped", "aggregates.totals", "sources.missing-column"],
    };
}
