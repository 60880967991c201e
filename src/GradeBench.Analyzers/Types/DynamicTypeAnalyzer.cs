using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.Analyzers.Types;

/// <summary>GB0401: <c>dynamic</c> moves every mistake from the compiler to the user.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DynamicTypeAnalyzer : SourceAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(RuleIdentifiers.DynamicType, RuleCategories.Types,
        "dynamic is used as a type",
        "'dynamic' switches the compiler's checks off for whatever touches this value. Name its type.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    protected override void Start(CompilationStartAnalysisContext context)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.TypesDynamic);

        context.RegisterSyntaxNodeAction(c =>
        {
            var name = (IdentifierNameSyntax)c.Node;
            if (name.Identifier.ValueText == "dynamic" && c.SemanticModel.GetTypeInfo(name, c.CancellationToken).Type is IDynamicTypeSymbol)
                sightings.Add(c.ReportDiagnostic, name.GetLocation());
        }, SyntaxKind.IdentifierName);

        context.RegisterCompilationEndAction(end => end.ReportDiagnostic(sightings.Conclude("Values are typed dynamic.", "Nothing is typed dynamic.")));
    }
}
