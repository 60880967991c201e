using System.Collections.Immutable;
using GradeBench.Analyzers;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.CompilerHost.Analysis;

/// <summary>The analyzers a submission is judged by.</summary>
internal static class AnalyzerSet
{
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } = SourceAnalyzers.Create(includeGeneratedCode: true);
}
