namespace GradeBench.Core.Runs;

/// <summary>What a run observed and the scorecard derived from it; stored apart from the run because it is large.</summary>
public sealed class RunResult
{
    public required Guid RunId { get; init; }

    /// <summary>The evidence in its stored form (JSON). Never changes.</summary>
    public required string EvidenceJson { get; init; }

    /// <summary>The scorecard in its stored form (JSON).</summary>
    public required string ScorecardJson { get; init; }
}
