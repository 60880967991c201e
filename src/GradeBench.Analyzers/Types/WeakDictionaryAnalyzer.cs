using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Types;

/// <summary>GB0407: a dictionary from names to anything stands where a record with named, typed members should.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeakDictionaryAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.WeakDictionary, RuleCategories.Types,
        "A dictionary stands in for a record",
        "'{0}' maps names to values of any type, so a misspelt name or a wrong cast shows only when it runs. Declare a record.");

    private static readonly string[] Dictionaries =
        ["Dictionary", "IDictionary", "IReadOnlyDictionary", "ReadOnlyDictionary", "ConcurrentDictionary", "SortedDictionary", "ImmutableDictionary", "FrozenDictionary"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.TypesWeakDictionary);
        foreach (var slot in TypedSlots.In(program).Where(slot => IsIn(slot.Type) && !IsOverflow(slot.Member))) sightings.Add(report, slot.Place, slot.Member.ShortName());

        // A local one is handed to a library often enough; indexing it by fixed names is what a record is for.
        foreach (var declarator in program.Operations.OfType<IVariableDeclaratorOperation>().Where(d => IsWeak(d.Symbol.Type)))
        {
            if (program.Operations.OfType<IPropertyReferenceOperation>().Any(index => index.Property.IsIndexer && index.Instance?.Unwrapped().ReferencedSymbol().Is(declarator.Symbol) == true
                    && index.Arguments.All(a => a.Value.ConstantValue.HasValue)))
                sightings.Add(report, declarator.Symbol.Declaration(), declarator.Symbol.Name);
        }

        report(sightings.Conclude("Dictionaries from names to anything stand in for records.", "No dictionary stands in for a record."));
    }

    /// <summary>Whether the type is such a dictionary or holds one, as a list or a task of them does.</summary>
    internal static bool IsIn(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsIn(array.ElementType),
        INamedTypeSymbol named => IsWeak(named) || named.TypeArguments.Any(IsIn),
        _ => false,
    };

    private static bool IsWeak(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments: { Length: 2 } arguments } named && Dictionaries.Contains(named.Name) && named.IsInNamespace("System.Collections")
        && arguments[0].SpecialType == SpecialType.System_String && (arguments[1].SpecialType == SpecialType.System_Object || arguments[1].TypeKind == TypeKind.Dynamic);

    // What a serializer found and no member is for.
    private static bool IsOverflow(ISymbol member) => member.GetAttributes().Any(a => a.AttributeClass?.Name is "JsonExtensionDataAttribute");
}
