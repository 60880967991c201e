using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Types;

/// <summary>GB0408: neither the type, nor the name, nor the right side tells a reader what a variable holds.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnclearVarAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.UnclearVar, RuleCategories.Types,
        "var hides what a variable holds",
        "'var {0}' is {1}, which neither the name nor '{2}' tells. Write the type, or a name that says what it is.", DiagnosticSeverity.Info);

    private static readonly HashSet<string> Meaningless = new(StringComparer.OrdinalIgnoreCase)
    {
        "result", "res", "ret", "retval", "data", "value", "val", "v", "tmp", "temp", "x", "y", "z", "r", "d", "a", "b", "o", "obj", "thing", "stuff", "output", "response", "foo", "bar",
    };

    private static readonly string[] TellingStarts = ["Is", "Has", "Can", "Should", "Try", "Count", "Sum", "Total", "Length", "Index", "Max", "Min", "Average", "Contains", "Any", "All", "Are", "Parse", "To"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var places = new List<Location>();
        foreach (var declarator in program.Operations.OfType<IVariableDeclaratorOperation>())
        {
            if (declarator.Syntax.Parent is not VariableDeclarationSyntax { Type.IsVar: true } || !Meaningless.Contains(declarator.Symbol.Name)) continue;
            if (!IsBare(declarator.Symbol.Type) || Called(declarator) is not { } method || TellingStarts.Any(start => method.Name.StartsWith(start, StringComparison.Ordinal))) continue;

            var place = declarator.Symbol.Declaration();
            places.Add(place);
            report(Diagnostic.Create(Descriptor, place, declarator.Symbol.Name, declarator.Symbol.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), method.Name));
        }

        report(places.Count > 0
            ? FactReport.Fact(FactCatalogue.TypesVar, "unclear", "Variables are declared in a way that tells nobody what they hold.", places)
            : FactReport.Fact(FactCatalogue.TypesVar, "none", "Where var is written, the line says what the variable holds.", []));
    }

    // A type with a name of its own explains the variable wherever an editor shows it; these do not.
    private static bool IsBare(ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_Object and <= SpecialType.System_Double and not (SpecialType.System_Enum or SpecialType.System_MulticastDelegate or SpecialType.System_Delegate or SpecialType.System_ValueType or SpecialType.System_Void)
        || type.SpecialType == SpecialType.System_String
        || type.TypeKind == TypeKind.Dynamic
        || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && IsBare(nullable.TypeArguments[0])
        || type is INamedTypeSymbol { IsTupleType: true } tuple && TupleInApiAnalyzer.IsUnnamed(tuple);

    // Readers know the framework's methods; those of the submission they have to look up.
    private static IMethodSymbol? Called(IVariableDeclaratorOperation declarator)
    {
        var value = declarator.GetVariableInitializer()?.Value.Unwrapped();
        if (value is IAwaitOperation awaited) value = awaited.Operation.Unwrapped();
        if (value is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured }) value = configured.Unwrapped();
        return value is IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: false } method } ? method : null;
    }
}
