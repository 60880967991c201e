using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Async;

/// <summary>GB0501: an exception in <c>async void</c> code ends the process, and nobody can wait for its end.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncVoidAnalyzer : SourceAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(RuleIdentifiers.AsyncVoid, RuleCategories.Async,
        "Asynchronous code returns void",
        "{0} is async void: nobody can await it, and an exception in it ends the process. Return Task.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    protected override void Start(CompilationStartAnalysisContext context)
    {
        var symbols = new WellKnownSymbols(context.Compilation);
        var sightings = new Sightings(Descriptor, FactCatalogue.AsyncVoid);

        context.RegisterSymbolAction(c => Check((IMethodSymbol)c.Symbol, $"'{c.Symbol.Name}'", c.ReportDiagnostic), SymbolKind.Method);
        context.RegisterOperationAction(c =>
        {
            var function = ((ILocalFunctionOperation)c.Operation).Symbol;
            Check(function, $"'{function.Name}'", c.ReportDiagnostic);
        }, OperationKind.LocalFunction);
        context.RegisterOperationAction(c =>
        {
            var lambda = (IAnonymousFunctionOperation)c.Operation;
            if (!SubscribesToEvent(lambda)) Check(lambda.Symbol, "This lambda", c.ReportDiagnostic, lambda.Syntax);
        }, OperationKind.AnonymousFunction);

        context.RegisterCompilationEndAction(end => end.ReportDiagnostic(sightings.Conclude("Asynchronous code returns void, so its end and its exceptions escape everyone.", "No asynchronous code returns void.")));

        void Check(IMethodSymbol method, string name, Action<Diagnostic> report, SyntaxNode? place = null)
        {
            if (!method.IsAsync || !method.ReturnsVoid || IsEventHandler(method, symbols)) return;

            // A partial method has two symbols; only the one with the body is marked async.
            sightings.Add(report, place is null ? method.Declaration() : FirstToken(place), name);
        }
    }

    // The lambda's own span would cover its whole body.
    private static Location FirstToken(SyntaxNode lambda) => lambda.GetFirstToken().GetLocation();

    private static bool IsEventHandler(IMethodSymbol method, WellKnownSymbols symbols) =>
        method.Parameters.Length == 2
        && method.Parameters[0].Type.SpecialType == SpecialType.System_Object
        && method.Parameters[1].Type.DerivesFrom(symbols.EventArgs);

    private static bool SubscribesToEvent(IAnonymousFunctionOperation lambda) =>
        lambda.Parent is IDelegateCreationOperation { Parent: IEventAssignmentOperation };
}
