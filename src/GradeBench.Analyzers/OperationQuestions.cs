using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers;

/// <summary>Questions about operations that several detectors ask.</summary>
internal static class OperationQuestions
{
    /// <summary>The operation and all below it, without the bodies of lambdas and local functions.</summary>
    public static IEnumerable<IOperation> SelfAndInner(this IOperation operation)
    {
        // A stack of ours, because hostile source nests deeper than the thread's.
        var pending = new Stack<IOperation>();
        pending.Push(operation);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            yield return current;
            foreach (var child in current.ChildOperations.Reverse())
            {
                if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation)) pending.Push(child);
            }
        }
    }

    /// <summary>The operation and all below it, lambdas and local functions included.</summary>
    public static IEnumerable<IOperation> SelfAndAll(this IOperation operation) => operation.DescendantsAndSelf();

    /// <summary>The operation without conversions and parentheses around it.</summary>
    public static IOperation Unwrapped(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion: operation = conversion.Operand; break;
                case IParenthesizedOperation parenthesized: operation = parenthesized.Operand; break;
                case IDelegateCreationOperation creation: operation = creation.Target; break;
                default: return operation;
            }
        }
    }

    /// <summary>The first ancestor of a kind, not leaving the enclosing lambda, local function or member.</summary>
    public static T? EnclosingWithin<T>(this IOperation operation) where T : class, IOperation
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is T found) return found;
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation) return null;
        }

        return null;
    }

    /// <summary>The lambda or local function around the operation; null directly in a member.</summary>
    public static IOperation? EnclosingFunction(this IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation) return current;
        }

        return null;
    }

    /// <summary>The method, accessor, lambda or local function whose code the operation is.</summary>
    public static IMethodSymbol? EnclosingMethod(this IOperation operation) => operation.EnclosingFunction() switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation local => local.Symbol,
        _ => operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) as IMethodSymbol,
    };

    public static bool Mentions(this IOperation operation, ISymbol symbol) =>
        operation.DescendantsAndSelf().Any(inner => inner.ReferencedSymbol().Is(symbol));

    /// <summary>The variable, field, property or parameter an operation reads or writes; null for anything else.</summary>
    public static ISymbol? ReferencedSymbol(this IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    /// <summary>Whether the operation's value is awaited on the spot, <c>ConfigureAwait</c> and parentheses aside.</summary>
    public static bool IsAwaited(this IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation
               || parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "AsTask" }
               || (parent is IArgumentOperation && parent.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" }))
        {
            parent = parent.Parent;
        }

        return parent is IAwaitOperation;
    }

    public static Location Location(this IOperation operation) => operation.Syntax.GetLocation();
}
