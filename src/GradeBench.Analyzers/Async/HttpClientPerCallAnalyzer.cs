using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Async;

/// <summary>GB0505: a new HttpClient brings new connections, so making one per call exhausts sockets under load.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HttpClientPerCallAnalyzer : SourceAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(RuleIdentifiers.HttpClientPerCall, RuleCategories.Async,
        "An HttpClient is made for every call",
        "'{0}' makes a new HttpClient each time it is called, and with it new connections. Keep one client, or share its handler.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    protected override void Start(CompilationStartAnalysisContext context)
    {
        var symbols = new WellKnownSymbols(context.Compilation);
        var entry = context.Compilation.GetEntryPoint(context.CancellationToken);
        var sightings = new Sightings(Descriptor, FactCatalogue.AsyncHttpClient);

        context.RegisterOperationAction(c =>
        {
            var creation = (IObjectCreationOperation)c.Operation;
            if (creation.Type.Is(symbols.HttpClient)
                && c.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method
                && !method.Is(entry) && !SharesHandler(creation) && !IsKept(creation))
                sightings.Add(c.ReportDiagnostic, creation.Location(), method.Name);
        }, OperationKind.ObjectCreation);

        context.RegisterCompilationEndAction(end => end.ReportDiagnostic(sightings.Conclude("An HttpClient is made for every call.", "No HttpClient is made for every call.")));
    }

    private static bool SharesHandler(IObjectCreationOperation creation) =>
        creation.Arguments.Any(a => a.Parameter?.Name == "disposeHandler" && a.Value.ConstantValue is { HasValue: true, Value: false });

    // Stored for later, returned to a caller who decides, or made once inside a Lazy.
    private static bool IsKept(IObjectCreationOperation creation)
    {
        for (var current = creation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation }:
                case ICoalesceAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation }:
                case IReturnOperation:
                case IAnonymousFunctionOperation:
                    return true;
                case IVariableDeclaratorOperation or IUsingOperation or IUsingDeclarationOperation or IExpressionStatementOperation:
                    return false;
            }
        }

        return false;
    }
}
