using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Async;

/// <summary>GB0502: a thread waits for a task, which starves the pool and deadlocks where continuations need that thread.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingOnAsyncAnalyzer : SourceAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(RuleIdentifiers.BlockingOnAsync, RuleCategories.Async,
        "A thread is blocked until a task ends",
        "'{0}' blocks the thread until the task ends. Await the task.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    protected override void Start(CompilationStartAnalysisContext context)
    {
        var symbols = new WellKnownSymbols(context.Compilation);
        var sightings = new Sightings(Descriptor, FactCatalogue.AsyncBlocking);

        context.RegisterOperationAction(c =>
        {
            var read = (IPropertyReferenceOperation)c.Operation;
            if (read.Property.Name == "Result" && symbols.IsTask(read.Property.ContainingType) && read.Instance is { } task
                && !CompletedTask.IsKnownAt(task, symbols))
                sightings.Add(c.ReportDiagnostic, Member(read.Syntax), ".Result");
        }, OperationKind.PropertyReference);

        context.RegisterOperationAction(c =>
        {
            var call = (IInvocationOperation)c.Operation;
            if (Blocks(call, symbols) && !(WaitedTask(call) is { } task && CompletedTask.IsKnownAt(task, symbols)))
                sightings.Add(c.ReportDiagnostic, Member(call.Syntax), $"{call.TargetMethod.Name}()");
        }, OperationKind.Invocation);

        context.RegisterOperationAction(c =>
        {
            if (UnresolvedWait(c.Operation) is { } wait) sightings.Add(c.ReportDiagnostic, Member(c.Operation.Syntax), sure: false, wait);
        }, OperationKind.Invalid);

        context.RegisterCompilationEndAction(end => end.ReportDiagnostic(sightings.Conclude("Threads are blocked until tasks end.", "No thread is blocked until a task ends.")));
    }

    private static bool Blocks(IInvocationOperation call, WellKnownSymbols symbols)
    {
        var method = call.TargetMethod;
        return method.Name switch
        {
            "Wait" or "WaitAll" or "WaitAny" => symbols.IsTask(method.ContainingType) && !IsZeroTimeout(call),
            "GetResult" => method.ContainingType.IsInNamespace("System.Runtime.CompilerServices")
                && method.ContainingType.FullName().Contains("Awaiter") && call.Instance?.Unwrapped() is IInvocationOperation { TargetMethod.Name: "GetAwaiter" },
            "RunSynchronously" => symbols.IsTask(method.ContainingType),
            _ => false,
        };
    }

    // Wait(0) asks whether the task has ended; it does not wait.
    private static bool IsZeroTimeout(IInvocationOperation call) =>
        call.Arguments.Any(a => a.Value.ConstantValue is { HasValue: true, Value: 0 } && a.Parameter?.Name.Contains("imeout") == true);

    private static IOperation? WaitedTask(IInvocationOperation call)
    {
        if (call.TargetMethod.Name != "GetResult") return call.Instance;
        var awaiter = call.Instance?.Unwrapped() as IInvocationOperation;
        return awaiter?.Instance?.Unwrapped() is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured ? configured.Instance : awaiter?.Instance;
    }

    // Without types, an "…Async" call on the left is what tells a task's Result from any other.
    private static string? UnresolvedWait(IOperation operation) => operation.Syntax switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } access when IsAsyncCall(access.Expression) => ".Result",
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" } access } when IsAsyncCall(access.Expression) => "Wait()",
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "GetResult",
                Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter" } },
            },
        } => "GetResult()",
        _ => null,
    };

    private static bool IsAsyncCall(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax { Expression: var called }
        && (called as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText.EndsWith("Async", StringComparison.Ordinal) == true;

    private static Location Member(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
        MemberAccessExpressionSyntax access => access.Name.GetLocation(),
        _ => node.GetLocation(),
    };
}
