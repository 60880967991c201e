using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Async;

/// <summary>GB0505: a new HttpClient brings new connections, so making one per call exhausts sockets under load.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HttpClientPerCallAnalyzer : WholeProgramAnalyzer
{
    private const int MaxFactories = 3;

    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.HttpClientPerCall, RuleCategories.Async,
        "An HttpClient is made for every call",
        "'{0}' makes a new HttpClient each time it is called, and with it new connections. Keep one client, or share its handler.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var entry = program.Compilation.GetEntryPoint(cancellationToken);
        var sightings = new Sightings(Descriptor, FactCatalogue.AsyncHttpClient);
        foreach (var creation in program.Operations.OfType<IObjectCreationOperation>())
        {
            if (creation.Type.Is(program.Symbols.HttpClient) && !SharesHandler(creation) && MadePerCall(creation, program, entry, 0) is { } method)
                sightings.Add(report, creation.Location(), (method.AssociatedSymbol ?? method).Name);
        }

        report(sightings.Conclude("An HttpClient is made for every call.", "No HttpClient is made for every call."));
    }

    private static bool SharesHandler(IObjectCreationOperation creation) =>
        creation.Arguments.Any(a => a.Parameter?.Name == "disposeHandler" && a.Value.ConstantValue is { HasValue: true, Value: false });

    // The method that makes a client whenever it runs; null where the client is kept, or where others decide.
    private static IMethodSymbol? MadePerCall(IOperation client, SourceProgram program, IMethodSymbol? entry, int depth)
    {
        var function = client.EnclosingMethod();
        var method = function;
        while (method is { MethodKind: MethodKind.AnonymousFunction }) method = method.ContainingSymbol as IMethodSymbol;
        if (method is not { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.PropertyGet } || method.Is(entry)) return null;

        for (var (value, parent) = (client, client.Parent); parent is not null; (value, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation }:
                case ICoalesceAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation }:
                    return null;
                // Who gets a lambda that makes clients decides how often.
                case IReturnOperation when !method.Is(function): return null;
                case IReturnOperation when method.MethodKind == MethodKind.PropertyGet:
                    return method.DeclaredAccessibility == Accessibility.Private && program.Operations.OfType<IPropertyReferenceOperation>().Any(use => use.Property.GetMethod.Is(method)) ? method : null;
                case IReturnOperation:
                    // A factory: what matters is what its own callers do with the client. Others decide for themselves.
                    return method.DeclaredAccessibility is Accessibility.Private or Accessibility.NotApplicable && depth < MaxFactories
                        && program.Operations.OfType<IInvocationOperation>().Any(call => call.TargetMethod.OriginalDefinition.Is(method.OriginalDefinition) && MadePerCall(call, program, entry, depth + 1) is not null)
                        ? method : null;
                case IVariableDeclaratorOperation { Symbol: var local } declarator when IsHandedOn(local, declarator): return null;
                case IVariableDeclaratorOperation or IUsingOperation or IUsingDeclarationOperation or IExpressionStatementOperation: return method;
                case IInvocationOperation call when call.Instance == value: return method;
            }
        }

        return null;
    }

    // _client = client; or return client; after it was set up.
    private static bool IsHandedOn(ILocalSymbol local, IOperation declarator)
    {
        var root = declarator;
        while (root.Parent is not null) root = root.Parent;
        return root.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Where(reference => reference.Local.Is(local)).Any(reference =>
            reference.Parent is IReturnOperation or ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation }
            || reference.Parent is IConversionOperation { Parent: IReturnOperation or ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } });
    }
}
