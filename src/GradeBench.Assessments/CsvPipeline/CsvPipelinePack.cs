using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>The <c>csv-pipeline</c> assessment: typed users out of CSV of any size.</summary>
internal static class CsvPipelinePack
{
    private const string Id = "csv-pipeline";

    private static readonly PackLimits Limits = new();

    // In the order in which a scorecard lists their behaviours.
    private static readonly Type[] HiddenTests =
    [
        typeof(FormatTests), typeof(ValueTests), typeof(RowTests), typeof(SourceTests), typeof(BatchTests), typeof(StreamingTests),
        typeof(AggregateTests), typeof(CancellationTests), typeof(IsolationTests), typeof(ScaleTests),
    ];

    public static AssessmentPack Create()
    {
        var resources = new PackResources(Id);

        return new AssessmentPack
        {
            Id = Id,
            Title = "CSV pipeline",
            Version = resources.Version($"{Limits}"),
            Statement = resources.Text("statement.md"),
            Starter = resources.Zip("starter", Id),
            Limits = Limits,
            Behaviours = PackBehaviours.Of(HiddenTests),
            Contract = typeof(IUserPipeline),
            HiddenTests = HiddenTests,
            GradedFiles = new GradedFiles(
                [.. resources.Under("starter/contract").Where(file => file.EndsWith(".cs", StringComparison.Ordinal))]),
        };
    }
}
