using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Async;

/// <summary>GB0507: a public method waits for something that could be cancelled, and its callers have no way to do so.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenParameterAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.MissingTokenParameter, RuleCategories.Async,
        "A public method cannot be cancelled",
        "'{0}' waits for '{1}', which takes a cancellation token, and offers its callers none. Add a CancellationToken parameter and pass it on.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var symbols = program.Symbols;
        var entry = program.Compilation.GetEntryPoint(cancellationToken);
        var missing = new List<Location>();
        foreach (var body in program.Bodies)
        {
            if (body.Owner is not IMethodSymbol method || !IsChosenHere(method, symbols) || method.Is(entry) || OffersToken(method, symbols)) continue;

            var deaf = body.Blocks.SelectMany(block => block.SelfAndAll()).OfType<IInvocationOperation>().FirstOrDefault(call => TokenOffer.IsWanted(call, symbols));
            if (deaf is null) continue;

            missing.Add(method.Declaration());
            report(Diagnostic.Create(Descriptor, method.Declaration(), method.Name, deaf.TargetMethod.Name));
        }

        report(missing.Count > 0
            ? FactReport.Fact(FactCatalogue.AsyncTokenParameter, "missing", "Public methods wait for what could be cancelled and take no token.", missing)
            : FactReport.Fact(FactCatalogue.AsyncTokenParameter, "none", "No public method lacks a token it could use.", []));
    }

    private static bool IsChosenHere(IMethodSymbol method, WellKnownSymbols symbols) =>
        method.MethodKind == MethodKind.Ordinary
        && (symbols.IsTask(method.ReturnType) || method.ReturnType.OriginalDefinition.Is(symbols.AsyncEnumerable))
        && method.Name is not ("Dispose" or "DisposeAsync")
        && IsPublic(method) && !method.IsPrescribed();

    private static bool IsPublic(ISymbol symbol)
    {
        for (var current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (current.DeclaredAccessibility != Accessibility.Public) return false;
        }

        return true;
    }

    // A token may also come inside an options or request object.
    private static bool OffersToken(IMethodSymbol method, WellKnownSymbols symbols) => method.Parameters.Any(parameter =>
        parameter.Type.Is(symbols.CancellationToken)
        || parameter.Type is { SpecialType: SpecialType.None, TypeKind: not TypeKind.TypeParameter }
            && parameter.Type.GetMembers().OfType<IPropertySymbol>().Any(property => property.Type.Is(symbols.CancellationToken)));
}
