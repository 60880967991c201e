using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.Analyzers.Types;

/// <summary>GB0406: a member that others use speaks in tuples whose parts have no names, or too many parts.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TupleInApiAnalyzer : WholeProgramAnalyzer
{
    private const int MaxParts = 3;

    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.TupleInApi, RuleCategories.Types,
        "A member's type is a tuple that says nothing",
        "'{0}' is typed '{1}', so its users must know which part is what. Name the parts, or declare a record.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.TypesTupleApi);
        foreach (var slot in TypedSlots.In(program).Where(slot => slot.Member.DeclaredAccessibility != Accessibility.Private
                     && slot.Member.ContainingType.DeclaredAccessibility != Accessibility.Private && SaysNothing(slot.Type)))
        {
            sightings.Add(report, slot.Place, slot.Member.ShortName(), slot.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }

        report(sightings.Conclude("Members that others use are tuples without names, or with many parts.", "No member that others use is a tuple that says nothing."));
    }

    private static bool SaysNothing(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => SaysNothing(array.ElementType),
        INamedTypeSymbol { IsTupleType: true } tuple => IsUnnamed(tuple) || tuple.TupleElements.Length > MaxParts || tuple.TupleElements.Any(part => SaysNothing(part.Type)),
        INamedTypeSymbol { Name: "Tuple", Arity: > 0 } named when named.IsInNamespace("System") => true,
        INamedTypeSymbol named => named.TypeArguments.Any(SaysNothing),
        _ => false,
    };

    internal static bool IsUnnamed(INamedTypeSymbol tuple) => tuple.TupleElements.Any(part => !part.IsExplicitlyNamedTupleElement);
}
