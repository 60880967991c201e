namespace GradeBench.Protocol;

/// <summary>What the compiler host says of compiling a submission. Claims of a process that ran next to hostile input, not facts.</summary>
/// <param name="Succeeded">Whether an assembly was emitted.</param>
/// <param name="Assembly">The assembly's bytes; null when it does not compile.</param>
/// <param name="Diagnostics">The compiler's messages, errors first; at most 100.</param>
/// <param name="NotAnalysed">Files that will not be analysed, because that could take for ever.</param>
/// <param name="Flags">Notes for a reviewer that change no score.</param>
public sealed record CompileResponse(
    bool Succeeded,
    byte[]? Assembly,
    IReadOnlyList<ReportedDiagnostic> Diagnostics,
    IReadOnlyList<ReportedGap> NotAnalysed,
    IReadOnlyList<string> Flags);

/// <summary>One message of the compiler; <paramref name="Span"/> is null when it concerns no line.</summary>
public sealed record ReportedDiagnostic(string Id, ReportedSeverity Severity, string Message, ReportedSpan? Span);

public enum ReportedSeverity
{
    Info,
    Warning,
    Error,
}

/// <summary>Code that is not analysed.</summary>
/// <param name="Reason">Short, for example "Runner.cs nests brackets deeper than 256".</param>
public sealed record ReportedGap(string Reason, ReportedSpan? Span);

/// <summary>A place in a submitted file. Lines and columns count from 1; the end column is exclusive.</summary>
public sealed record ReportedSpan(string File, int StartLine, int StartColumn, int EndLine, int EndColumn);
