using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

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

    /// <summary>The fact that follows, with the value <c>present</c> or <c>none</c>. To be asked when all code has been seen.</summary>
    public Diagnostic Conclude(string whenPresent, string whenAbsent) => _places.IsEmpty
        ? FactReport.Fact(fact, "none", whenAbsent, [])
        : FactReport.Fact(fact, "present", whenPresent, _places.Select(p => p.Place), _places.All(p => !p.Sure));
}
