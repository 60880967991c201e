namespace GradeBench.Contracts.CsvPipeline;

/// <summary>How a pipeline is set up.</summary>
public sealed record UserPipelineOptions
{
    /// <summary>Users per batch: 1 or more. The default is 1,000.</summary>
    public int BatchSize { get; init; } = 1000;
}
