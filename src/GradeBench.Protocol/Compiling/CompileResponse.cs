namespace GradeBench.Protocol;

/// <summary>What the compiler host says about a submission. Claims of a process that ran next to hostile input, not facts.</summary>
/// <param name="Succeeded">Whether an assembly was emitted.</param>
/// <param name="Assembly">The assembly's bytes; null when it does not compile.</param>
/// <param name="Diagnostics">The compiler's messages, errors first; at most 100.</param>
/// <param name="Findings">Located remarks of the analyzers.</param>
/// <param name="Facts">Named conclusions of the detectors, each with the lines that prove it.</param>
/// <param name="Measures">Counted numbers.</param>
/// <param name="Flags">Notes for a reviewer that change no score.</param>
public sealed record CompileResponse(
    bool Succeeded,
    byte[]? Assembly,
    IReadOnlyList<ReportedDiagnostic> Diagnostics,
    IReadOnlyList<ReportedFinding> Findings,
    IReadOnlyList<ReportedFact> Facts,
    IReadOnlyList<ReportedMeasure> Measures,
    IReadOnlyList<string> Flags);

/// <summary>One message of the compiler; <paramref name="Span"/> is null when it concerns no line.</summary>
public sealed record ReportedDiagnostic(string Id, ReportedSeverity Severity, string Message, ReportedSpan? Span);

public enum ReportedSeverity
{
    Info,
    Warning,
    Error,
}

/// <summary>A located remark of an analyzer.</summary>
/// <param name="Rule">Rule id, for example <c>GB0301</c>.</param>
/// <param name="Category">What it is about, for example <c>shared-state</c>.</param>
public sealed record ReportedFinding(string Rule, string Category, string Message, ReportedSpan Span);

/// <summary>A named conclusion, for example <c>retry.kind = exponential</c>.</summary>
/// <param name="Lines">The lines that prove it; may be empty.</param>
/// <param name="LowConfidence">Set when types could not be resolved.</param>
public sealed record ReportedFact(
    string Id, string Value, string Explanation, IReadOnlyList<ReportedSpan> Lines, bool LowConfidence = false);

/// <summary>A counted number with its unit (<c>ratio</c>, <c>bytes</c>, <c>seconds</c>, <c>count</c>).</summary>
public sealed record ReportedMeasure(string Id, decimal Value, string Unit);

/// <summary>A place in a submitted file. Lines and columns count from 1; the end column is exclusive.</summary>
public sealed record ReportedSpan(string File, int StartLine, int StartColumn, int EndLine, int EndColumn);
