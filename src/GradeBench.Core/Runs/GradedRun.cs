namespace GradeBench.Core.Runs;

/// <summary>The good end of a run: what was observed and the scores derived from it.</summary>
/// <param name="EvidenceJson">The evidence in its stored form.</param>
/// <param name="ScorecardJson">The scorecard in its stored form.</param>
/// <param name="Overall">1.0 to 10.0.</param>
/// <param name="Dimensions">Score per dimension id, 1.0 to 10.0.</param>
/// <param name="PackVersion">The pack's own version.</param>
/// <param name="RubricHash">Content hash of the rubric, which must be published.</param>
public sealed record GradedRun(
    string EvidenceJson,
    string ScorecardJson,
    decimal Overall,
    IReadOnlyDictionary<string, decimal> Dimensions,
    string PackVersion,
    string RubricHash);
