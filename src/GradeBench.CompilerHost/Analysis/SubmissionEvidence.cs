using GradeBench.Protocol;

namespace GradeBench.CompilerHost.Analysis;

/// <summary>What the analyzers said about one submission.</summary>
internal sealed record SubmissionEvidence(
    IReadOnlyList<ReportedFinding> Findings,
    IReadOnlyList<Protocol.ReportedFact> Facts,
    IReadOnlyList<Protocol.ReportedMeasure> Measures,
    IReadOnlyList<string> Flags);
