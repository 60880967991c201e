using GradeBench.Protocol;

namespace GradeBench.CompilerHost.Tests;

/// <summary>What the host said of one submission, first of compiling and then of analysing it.</summary>
public sealed record Reading(CompileResponse Compiled, AnalysisResponse Analysis)
{
    public bool Succeeded => Compiled.Succeeded;

    public byte[]? Assembly => Compiled.Assembly;

    public IReadOnlyList<ReportedDiagnostic> Diagnostics => Compiled.Diagnostics;

    public IReadOnlyList<ReportedGap> NotAnalysed => [.. Compiled.NotAnalysed, .. Analysis.NotAnalysed];

    public IReadOnlyList<ReportedFinding> Findings => Analysis.Findings;

    public IReadOnlyList<ReportedFact> Facts => Analysis.Facts;

    public IReadOnlyList<ReportedMeasure> Measures => Analysis.Measures;

    public IReadOnlyList<string> Flags => [.. Compiled.Flags, .. Analysis.Flags];
}
