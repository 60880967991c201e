using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.Analyzers;

/// <summary>Remembers where a rule has reported, so that its fact can be told at the end: present with all places, or absent.</summary>
internal sealed class Sightings(DiagnosticDescriptor rule, FactDefinition fact)
{
    private readonly ConcurrentBag<(Location Place, bool Sure)> _places = [];

    public void Add(Action<Diagnostic> report, Location place, params object[] arguments) => Add(report, place, sure: true, arguments);

    /// <param name="sure">False when a type did not resolve and the rule went by what it could see.</param>
    public void Add(Action<Diagnostic> report, Location place, bool sure, params object[] arguments)
    {
        _places.Add((place, sure));
        report(Diagnostic.Create(rule, place, arguments));
    }

    /// <summary>Registers the report of the fact, with the values <c>present</c> and <c>none</c>.</summary>
    public void ReportFactAtEnd(CompilationStartAnalysisContext context, string whenPresent, string whenAbsent) =>
        context.RegisterCompilationEndAction(end => end.ReportDiagnostic(_places.IsEmpty
            ? FactReport.Fact(fact, "none", whenAbsent, [])
            : FactReport.Fact(fact, "present", whenPresent, _places.Select(p => p.Place), _places.All(p => !p.Sure))));
}
