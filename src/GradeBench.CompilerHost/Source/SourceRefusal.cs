using GradeBench.Protocol;

namespace GradeBench.CompilerHost.Source;

/// <summary>What the guard says of a submission's files.</summary>
/// <param name="Obstacle">Why none of them is compiled; null when they are looked at one by one.</param>
/// <param name="Refusals">The files that are not analysed.</param>
internal sealed record GuardedSource(string? Obstacle, IReadOnlyList<SourceRefusal> Refusals);

/// <summary>Why a file is not analysed: it would cost more than any honest source.</summary>
/// <param name="Reason">Short, for example "Runner.cs nests brackets deeper than 256".</param>
/// <param name="IsCompiled">Whether the compiler may try it all the same, which can do more than analyzers can.</param>
internal sealed record SourceRefusal(string Reason, ReportedSpan Span, string Path, bool IsCompiled)
{
    public ReportedGap ToGap() => new(Reason, Span);

    public ReportedDiagnostic ToError() =>
        new("GBC100", ReportedSeverity.Error, $"{Reason}. It is not compiled, because that would cost too much.", Span);
}
