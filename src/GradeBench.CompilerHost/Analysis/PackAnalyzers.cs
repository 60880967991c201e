using System.Collections.Immutable;
using System.Runtime.Loader;
using GradeBench.Analyzers.Packs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.CompilerHost.Analysis;

/// <summary>The analyzers of others that carry a rule of <see cref="PackRules"/>, and what of them is switched on.</summary>
/// <param name="Severities">A warning for each rule of the table, also for those that are off by default; nothing for the others.</param>
internal sealed record PackAnalyzers(ImmutableArray<DiagnosticAnalyzer> Analyzers, ImmutableDictionary<string, ReportDiagnostic> Severities)
{
    /// <param name="folder">The published packs. Nothing of a submission is ever loaded.</param>
    /// <exception cref="FileNotFoundException">The host was not published: the packs lie beside it only then.</exception>
    /// <exception cref="TypeLoadException">A pack has no such analyzer: its version and the table do not belong together.</exception>
    /// <exception cref="InvalidOperationException">An analyzer no longer has its rule.</exception>
    public static PackAnalyzers Load(string folder)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(folder, $"{name.Name}.dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;

        var analyzers = PackRules.All.GroupBy(rule => (rule.Assembly, rule.Analyzer)).Select(rules => Create(folder, rules.Key.Assembly, rules.Key.Analyzer, rules)).ToImmutableArray();
        var chosen = PackRules.All.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        return new PackAnalyzers(
            analyzers,
            analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct()
                .ToImmutableDictionary(id => id, id => chosen.Contains(id) ? ReportDiagnostic.Warn : ReportDiagnostic.Suppress));
    }

    private static DiagnosticAnalyzer Create(string folder, string assembly, string type, IEnumerable<PackRule> rules)
    {
        var loaded = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, $"{assembly}.dll"));
        var analyzer = (DiagnosticAnalyzer)Activator.CreateInstance(loaded.GetType(type, throwOnError: true)!)!;
        return rules.FirstOrDefault(rule => analyzer.SupportedDiagnostics.All(supported => supported.Id != rule.Id)) is { } missing
            ? throw new InvalidOperationException($"{type} of {missing.Pack.Name} has no {missing.Id}.")
            : analyzer;
    }
}
