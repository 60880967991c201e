using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Exceptions;

/// <summary>GB0202: <c>throw e;</c> starts the stack trace anew, so the line that failed is lost.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RethrowAnalyzer : SourceAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(RuleIdentifiers.RethrowLosesStackTrace, RuleCategories.Exceptions,
        "Rethrowing loses the stack trace",
        "'throw {0};' replaces the stack trace of the caught exception. Write 'throw;'.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    protected override void Start(CompilationStartAnalysisContext context)
    {
        var reset = new ConcurrentBag<Location>();
        var preserved = new ConcurrentBag<Location>();

        context.RegisterOperationAction(c =>
        {
            var thrown = (IThrowOperation)c.Operation;
            if (thrown.Exception is null)
            {
                preserved.Add(thrown.Location());
            }
            else if (thrown.EnclosingWithin<ICatchClauseOperation>() is { } clause && CaughtException.Local(clause) is { } caught
                && IsCaught(thrown.Exception.Unwrapped(), caught) && !IsReassigned(caught, clause))
            {
                reset.Add(thrown.Location());
                c.ReportDiagnostic(Diagnostic.Create(Descriptor, thrown.Location(), caught.Name));
            }
        }, OperationKind.Throw);

        context.RegisterOperationAction(c =>
        {
            var call = (IInvocationOperation)c.Operation;
            if (call.TargetMethod is { Name: "Throw" } method && method.ContainingType.FullName() == "System.Runtime.ExceptionServices.ExceptionDispatchInfo")
                preserved.Add(call.Location());
        }, OperationKind.Invocation);

        context.RegisterCompilationEndAction(end => end.ReportDiagnostic(
            !reset.IsEmpty ? FactReport.Fact(FactCatalogue.ExceptionsRethrow, "reset", "An exception is thrown again in a way that loses its stack trace.", reset)
            : !preserved.IsEmpty ? FactReport.Fact(FactCatalogue.ExceptionsRethrow, "preserved", "Exceptions are thrown again with their stack trace.", preserved)
            : FactReport.Fact(FactCatalogue.ExceptionsRethrow, "none", "No exception is thrown again.", [])));
    }

    // The variable itself, or another one that was given it.
    private static bool IsCaught(IOperation thrown, ILocalSymbol caught) =>
        thrown.ReferencedSymbol().Is(caught)
        || thrown is ILocalReferenceOperation { Local: var alias } reference && SharedState.Locks.DeclaredValue(alias, reference)?.Unwrapped().ReferencedSymbol().Is(caught) == true;

    private static bool IsReassigned(ILocalSymbol caught, ICatchClauseOperation clause) =>
        clause.Handler.DescendantsAndSelf().OfType<IAssignmentOperation>().Any(assignment => assignment.Target.ReferencedSymbol().Is(caught));
}
