using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Async;

/// <summary>GB0504: a call that could be cancelled is not given the token its caller has, so cancelling does not reach it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenNotPassedOnAnalyzer : SourceAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(RuleIdentifiers.TokenNotPassedOn, RuleCategories.Async,
        "A cancellation token is not passed on",
        "'{0}' takes a cancellation token, and '{1}' is at hand but not passed: cancelling does not stop this call");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    protected override void Start(CompilationStartAnalysisContext context)
    {
        var symbols = new WellKnownSymbols(context.Compilation);
        var dropped = new ConcurrentBag<Location>();
        var passed = new ConcurrentBag<Location>();
        var unused = new ConcurrentBag<Location>();
        var taken = new ConcurrentBag<Location>();

        context.RegisterOperationAction(c =>
        {
            var call = (IInvocationOperation)c.Operation;
            if (TokenOffer.Passes(call, symbols))
            {
                passed.Add(call.Location());
            }
            else if (TokenOffer.InScope(call, symbols) is { } token && TokenOffer.IsWanted(call, symbols))
            {
                dropped.Add(call.Location());
                c.ReportDiagnostic(Diagnostic.Create(Descriptor, call.Location(), call.TargetMethod.Name, token.Name));
            }
        }, OperationKind.Invocation);

        context.RegisterOperationBlockAction(c =>
        {
            if (c.OwningSymbol is not IMethodSymbol method) return;
            foreach (var token in method.Parameters.Where(p => p.Type.Is(symbols.CancellationToken)))
            {
                taken.Add(token.Declaration());
                if (!c.OperationBlocks.Any(block => block.Mentions(token)) && !ThrowsOnly(c.OperationBlocks)) unused.Add(token.Declaration());
            }
        });

        context.RegisterCompilationEndAction(end => end.ReportDiagnostic(Conclude(dropped, passed, unused, taken)));
    }

    private static Diagnostic Conclude(
        ConcurrentBag<Location> dropped, ConcurrentBag<Location> passed, ConcurrentBag<Location> unused, ConcurrentBag<Location> taken)
    {
        var fact = FactCatalogue.AsyncToken;
        if (!unused.IsEmpty) return FactReport.Fact(fact, "unused", "A cancellation token is accepted and never looked at.", unused);
        if (!dropped.IsEmpty) return FactReport.Fact(fact, "dropped", "A cancellation token is at hand and not passed to calls that take one.", dropped);
        return passed.IsEmpty && taken.IsEmpty
            ? FactReport.Fact(fact, "none", "No member takes a cancellation token.", [])
            : FactReport.Fact(fact, "passed", "Cancellation tokens reach the calls that take one.", passed);
    }

    // A member that only throws has nothing to cancel.
    private static bool ThrowsOnly(ImmutableArray<IOperation> blocks) =>
        blocks.OfType<IBlockOperation>().All(block => block.Operations.Length == 0 || block.Operations[0].SelfAndInner().Any(o => o is IThrowOperation));
}
