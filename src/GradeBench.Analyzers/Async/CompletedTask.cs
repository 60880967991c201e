using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Async;

/// <summary>Tells when a task is known to have ended, so that reading its result does not wait.</summary>
internal static class CompletedTask
{
    public static bool IsKnownAt(IOperation task, WellKnownSymbols symbols)
    {
        var value = task.Unwrapped();

        // The task that an antecedent is, and the one WhenAny hands back, have ended.
        if (value is IAwaitOperation { Operation: var awaited } && IsCallOf(awaited, "WhenAny")) return true;
        if (value is IInvocationOperation { TargetMethod: { Name: "FromResult" or "FromException", ContainingType: var type } } && symbols.IsTask(type)) return true;
        var symbol = value is IArrayElementReferenceOperation element ? element.ArrayReference.Unwrapped().ReferencedSymbol() : value.ReferencedSymbol();
        if (symbol is null) return false;

        return symbol is IParameterSymbol parameter && IsAntecedent(parameter, task)
            || IsTestedAround(symbol, task)
            || CollectionOf(symbol, task) is { } source && IsAwaitedBefore(source, task)
            || IsAwaitedBefore(symbol, task);
    }

    private static bool IsAntecedent(IParameterSymbol parameter, IOperation task) =>
        LambdaOf(parameter, task) is { } lambda && CallTaking(lambda) is { TargetMethod.Name: "ContinueWith" };

    // tasks.Select(t => t.Result) and foreach (var t in tasks): what was awaited is the collection.
    private static ISymbol? CollectionOf(ISymbol symbol, IOperation task)
    {
        if (symbol is IParameterSymbol parameter && LambdaOf(parameter, task) is { } lambda && CallTaking(lambda) is { } call)
            return (call.Instance ?? call.Arguments.FirstOrDefault()?.Value)?.Unwrapped().ReferencedSymbol();

        for (var current = task.Parent; current is not null; current = current.Parent)
        {
            if (current is IForEachLoopOperation loop && loop.Locals.Any(local => local.Is(symbol)))
                return loop.Collection.Unwrapped().ReferencedSymbol();
        }

        return null;
    }

    private static bool IsTestedAround(ISymbol symbol, IOperation task)
    {
        for (var current = task; current.Parent is not null; current = current.Parent)
        {
            var condition = current.Parent switch
            {
                IConditionalOperation conditional when conditional.WhenTrue == current => conditional.Condition,
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when both.RightOperand == current => both.LeftOperand,
                _ => null,
            };
            if (condition is not null && condition.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().Any(p =>
                    p.Property.Name is "IsCompleted" or "IsCompletedSuccessfully" or "Status" && p.Instance?.Unwrapped().ReferencedSymbol().Is(symbol) == true))
                return true;
        }

        return false;
    }

    // Source order stands in for dominance: awaiting first and reading afterwards is how this is written.
    private static bool IsAwaitedBefore(ISymbol symbol, IOperation task)
    {
        var root = task;
        while (root.Parent is not null) root = root.Parent;

        return root.DescendantsAndSelf().OfType<IAwaitOperation>().Any(await =>
            await.Syntax.SpanStart < task.Syntax.SpanStart && await.EnclosingFunction() == EnclosingFunctionAround(task, await)
            && (IsSymbolItself(await.Operation, symbol) || IsCallOf(await.Operation, "WhenAll") && await.Operation.Mentions(symbol)
                || IsCallOf(await.Operation, "WhenAny") && AssignedTo(await).Is(symbol)));
    }

    private static bool IsSymbolItself(IOperation awaited, ISymbol symbol) =>
        awaited.Unwrapped() is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync", Instance: { } instance }
            ? instance.Unwrapped().ReferencedSymbol().Is(symbol)
            : awaited.Unwrapped().ReferencedSymbol().Is(symbol);

    private static ISymbol? AssignedTo(IAwaitOperation await) => await.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        ISimpleAssignmentOperation assignment => assignment.Target.ReferencedSymbol(),
        _ => null,
    };

    // An await outside a LINQ lambda covers what the lambda reads later.
    private static IOperation? EnclosingFunctionAround(IOperation task, IAwaitOperation await)
    {
        var home = await.EnclosingFunction();
        for (var function = task.EnclosingFunction(); function is not null; function = function.EnclosingFunction())
        {
            if (function == home) return home;
        }

        return null;
    }

    private static IAnonymousFunctionOperation? LambdaOf(IParameterSymbol parameter, IOperation inside)
    {
        for (var current = inside.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation lambda && lambda.Symbol.Parameters.Any(p => p.Is(parameter))) return lambda;
        }

        return null;
    }

    private static IInvocationOperation? CallTaking(IAnonymousFunctionOperation lambda)
    {
        IOperation? current = lambda.Parent;
        while (current is IDelegateCreationOperation or IConversionOperation or IArgumentOperation) current = current.Parent;
        return current as IInvocationOperation;
    }

    private static bool IsCallOf(IOperation operation, string name)
    {
        var call = operation.Unwrapped() as IInvocationOperation;
        if (call is { TargetMethod.Name: "ConfigureAwait" or "WaitAsync", Instance: { } inner }) call = inner.Unwrapped() as IInvocationOperation;
        return call?.TargetMethod.Name == name;
    }
}
