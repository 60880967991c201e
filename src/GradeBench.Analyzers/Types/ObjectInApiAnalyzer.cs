using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.Analyzers.Types;

/// <summary>GB0402: a member that others use speaks of <c>object</c>. Also measures the share of types that say what they hold.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ObjectInApiAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.ObjectInApi, RuleCategories.Types,
        "A member's type is object",
        "'{0}' is typed '{1}', so its users must cast and the compiler cannot help them. Name the type, or make the member generic.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule, FactReport.MeasureRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.TypesObjectApi);
        var slots = TypedSlots.In(program).ToList();
        foreach (var slot in slots.Where(slot => (slot.Precision == Precision.Object || WeakDictionaryAnalyzer.IsIn(slot.Type)) && slot.Member.DeclaredAccessibility != Accessibility.Private))
        {
            // A dictionary of anything has a rule of its own; the fact counts it all the same.
            sightings.Add(WeakDictionaryAnalyzer.IsIn(slot.Type) ? static _ => { } : report, slot.Place, slot.Member.ShortName(), slot.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }

        report(sightings.Conclude("Members that others use are typed object.", "No member that others use is typed object."));
        if (slots.Count > 0)
        {
            var saying = slots.Count(slot => slot.Precision == Precision.Says);
            report(FactReport.Measure(
                FactCatalogue.TypingAnnotated, decimal.Round((decimal)saying / slots.Count, 3), "ratio",
                "Of all types that were chosen here, those that say what they hold; object, dynamic, collections without an element type and references without null checks do not.",
                slots.Where(slot => slot.Precision != Precision.Says).Select(slot => slot.Place)));
        }
    }
}
