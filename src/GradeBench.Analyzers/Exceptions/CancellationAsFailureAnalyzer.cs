using System.Collections.Immutable;
using GradeBench.Analyzers.Async;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Exceptions;

/// <summary>GB0204: who cancels is told that the work failed, because one catch takes both.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CancellationAsFailureAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.CancellationAsFailure, RuleCategories.Exceptions,
        "Cancellation is treated as a failure",
        "This catch takes cancellation for a failure, although '{0}' can be cancelled. Catch OperationCanceledException before it, or leave it out with a filter.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var symbols = program.Symbols;
        var places = new List<Location>();
        foreach (var tried in program.Operations.OfType<ITryOperation>())
        {
            if (tried.Catches.IsEmpty || Cancellable(tried, symbols) is not { } call) continue;
            if (tried.Catches.TakeWhile(clause => !symbols.IsCancellation(clause.ExceptionType)).FirstOrDefault(clause => TakesCancellation(clause, symbols)) is not { } taking) continue;

            var place = taking.Syntax.GetFirstToken().GetLocation();
            places.Add(place);
            // A catch that loses every exception has been reported for that.
            if (!CaughtException.IsAny(taking, symbols) || new CatchReading(taking, symbols).Fate() != CatchFate.Lost)
                report(Diagnostic.Create(Descriptor, place, call.TargetMethod.Name == "Invoke" ? call.Instance?.Syntax.ToString() ?? "Invoke" : call.TargetMethod.Name));
        }

        report(places.Count > 0
            ? FactReport.Fact(FactCatalogue.ExceptionsCancellation, "as-failure", "Cancellation is caught together with failures and treated as one.", places)
            : FactReport.Fact(FactCatalogue.ExceptionsCancellation, "none", "Cancellation is not taken for a failure.", []));
    }

    private static IInvocationOperation? Cancellable(ITryOperation tried, WellKnownSymbols symbols) =>
        tried.Body.SelfAndInner().OfType<IInvocationOperation>().FirstOrDefault(call =>
            // CreateLinkedTokenSource and Register take a token and are not cancelled by it.
            TokenOffer.Passes(call, symbols) && (call.IsAwaited() || symbols.IsTask(call.Type) || WaitsOnThread(call.TargetMethod))
            || call.TargetMethod.Name == "ThrowIfCancellationRequested");

    private static bool WaitsOnThread(IMethodSymbol method) =>
        method.Name.Contains("Wait") && method.ContainingType.IsInNamespace("System.Threading");

    private static bool TakesCancellation(ICatchClauseOperation clause, WellKnownSymbols symbols)
    {
        if (!CaughtException.IsAnyType(clause, symbols)) return false;

        var aliases = CaughtException.Aliases(clause);
        if (clause.Filter is { } filter && (AsksForCancellation(filter, symbols) || aliases.Any(alias => filter.Mentions(alias)))) return false;
        if (clause.Handler.SelfAndInner().Any(o => AsksForCancellation(o, symbols))) return false;

        // if (e is not IOException) throw;
        if (clause.Handler.SelfAndInner().OfType<IConditionalOperation>().Any(test =>
                aliases.Any(alias => test.Condition.Mentions(alias)) && (Rethrows(test.WhenTrue) || test.WhenFalse is { } no && Rethrows(no))))
            return false;

        return !AlwaysRethrows(clause.Handler);
    }

    private static bool AsksForCancellation(IOperation operation, WellKnownSymbols symbols) => operation.DescendantsAndSelf().Any(o => o switch
    {
        IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" } => true,
        IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" } => true,
        IIsTypeOperation test => symbols.IsCancellation(test.TypeOperand),
        IDeclarationPatternOperation pattern => symbols.IsCancellation(pattern.MatchedType),
        ITypePatternOperation pattern => symbols.IsCancellation(pattern.MatchedType),
        _ => false,
    });

    private static bool Rethrows(IOperation branch) => branch.SelfAndInner().Any(o => o is IThrowOperation { Exception: null });

    private static bool AlwaysRethrows(IBlockOperation handler) =>
        handler.Operations.Any(statement => statement is IThrowOperation { Exception: null } or IExpressionStatementOperation { Operation: IThrowOperation { Exception: null } })
        && !handler.SelfAndInner().Any(o => o is IReturnOperation or IBranchOperation);
}
