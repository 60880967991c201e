using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.Analyzers.Types;

/// <summary>GB0403: a collection of <c>object</c> says nothing about its elements and boxes values.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NonGenericCollectionAnalyzer : SourceAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(RuleIdentifiers.NonGenericCollection, RuleCategories.Types,
        "A collection does not say what it holds",
        "'{0}' holds objects of any type. Use a generic collection.");

    private static readonly string[] Names =
        ["ArrayList", "Hashtable", "Queue", "Stack", "SortedList", "ICollection", "IList", "IDictionary", "IEnumerable", "IEnumerator", "CollectionBase", "DictionaryBase"];

    private static readonly string[] Specialized = ["ListDictionary", "HybridDictionary", "OrderedDictionary"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    /// <summary>Whether the type is one of the collections from before generics.</summary>
    internal static bool IsNonGeneric(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsGenericType: false } named
        && (named.ContainingNamespace?.ToDisplayString() == "System.Collections" && Names.Contains(named.Name)
            || named.ContainingNamespace?.ToDisplayString() == "System.Collections.Specialized" && Specialized.Contains(named.Name));

    protected override void Start(CompilationStartAnalysisContext context)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.TypesNonGeneric);

        context.RegisterSyntaxNodeAction(c =>
        {
            var name = (IdentifierNameSyntax)c.Node;
            if ((Names.Contains(name.Identifier.ValueText) || Specialized.Contains(name.Identifier.ValueText))
                && c.SemanticModel.GetSymbolInfo(name, c.CancellationToken).Symbol is var symbol
                && IsNonGeneric(symbol as ITypeSymbol ?? (symbol as IMethodSymbol)?.ContainingType)
                && !RepeatsDeclaredType(name) && !IsPrescribed(name, c.SemanticModel, c.CancellationToken))
                sightings.Add(c.ReportDiagnostic, name.GetLocation(), name.Identifier.ValueText);
        }, SyntaxKind.IdentifierName);

        context.RegisterCompilationEndAction(end => end.ReportDiagnostic(
            sightings.Conclude("Collections without an element type are used.", "Every collection has an element type.")));
    }

    // Hashtable table = new Hashtable(): one decision, written twice.
    private static bool RepeatsDeclaredType(IdentifierNameSyntax name) =>
        name.Parent is ObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } }
        && declaration.Type is IdentifierNameSyntax { IsVar: false };

    // IEnumerable.GetEnumerator beside IEnumerable<T> is demanded by the language; so is testing for these interfaces.
    private static bool IsPrescribed(IdentifierNameSyntax name, SemanticModel model, CancellationToken cancellationToken)
    {
        if (name.FirstAncestorOrSelf<ExplicitInterfaceSpecifierSyntax>() is not null) return true;
        if (name.Ancestors().Any(a => a is IsPatternExpressionSyntax or PatternSyntax or TypeOfExpressionSyntax or UsingDirectiveSyntax || a.IsKind(SyntaxKind.IsExpression) || a.IsKind(SyntaxKind.AsExpression))) return true;

        var member = name.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        return member is MethodDeclarationSyntax or PropertyDeclarationSyntax
            && (Whole(name).Parent == member || Whole(name).Parent is ParameterSyntax)
            && model.GetDeclaredSymbol(member, cancellationToken)?.IsPrescribed() == true;
    }

    // System.Collections.IEnumerator? is one name written in several parts.
    private static SyntaxNode Whole(SyntaxNode name)
    {
        while (name.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax or NullableTypeSyntax) name = name.Parent;
        return name;
    }
}
