using System.Collections.Immutable;

namespace GradeBench.Analyzers.Packs;

/// <summary>A package of analyzers that others keep, some of whose rules the compiler host runs.</summary>
/// <param name="Name">The package's id, which is shown with each of its remarks.</param>
/// <param name="Licence">Its licence, by SPDX id.</param>
public sealed record AnalyzerPack(string Name, string Licence)
{
    public static AnalyzerPack Net { get; } = new("Microsoft.CodeAnalysis.NetAnalyzers", "MIT");

    public static AnalyzerPack Threading { get; } = new("Microsoft.VisualStudio.Threading.Analyzers", "MIT");

    public static AnalyzerPack Meziantou { get; } = new("Meziantou.Analyzer", "MIT");

    public static AnalyzerPack Roslynator { get; } = new("Roslynator.Analyzers", "Apache-2.0");

    public static ImmutableArray<AnalyzerPack> All { get; } = [Net, Threading, Meziantou, Roslynator];
}
