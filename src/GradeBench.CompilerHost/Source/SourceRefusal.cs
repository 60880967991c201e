using GradeBench.Protocol;

namespace GradeBench.CompilerHost.Source;

/// <summary>Why a file is not given to the compiler: it would cost more than any honest source.</summary>
/// <param name="Reason">Short, for example "Runner.cs nests brackets 300 deep".</param>
internal sealed record SourceRefusal(string Id, string Reason, string Message, ReportedSpan? Span);
