using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.SharedState;

/// <summary>Knows which calls set their delegates going on other threads.</summary>
internal static class Spawning
{
    /// <summary>Whether a delegate given to the call or constructor runs beside the caller.</summary>
    public static bool Spawns(IMethodSymbol method) => method.ContainingType.FullName() switch
    {
        "System.Threading.Tasks.Task" => method.Name is "Run" or "ContinueWith" || method.MethodKind == MethodKind.Constructor,
        "System.Threading.Tasks.TaskFactory" => method.Name is "StartNew" or "ContinueWhenAll" or "ContinueWhenAny",
        "System.Threading.Thread" or "System.Threading.Timer" or "System.Threading.PeriodicTimer" => method.MethodKind == MethodKind.Constructor,
        "System.Threading.ThreadPool" => true,
        "System.Threading.Tasks.Parallel" or "System.Linq.ParallelEnumerable" => true,
        "System.Threading.CancellationToken" => method.Name is "Register" or "UnsafeRegister",
        "System.TimeProvider" => method.Name == "CreateTimer",
        _ => false,
    };

    /// <summary>Whether such a call runs its delegate several times at once by itself.</summary>
    public static bool RunsManyAtOnce(IMethodSymbol method) =>
        method.ContainingType.FullName() switch
        {
            "System.Threading.Tasks.Parallel" => method.Name != "Invoke",
            "System.Linq.ParallelEnumerable" => true,
            // A period shorter than the callback makes callbacks overlap.
            "System.Threading.Timer" => true,
            "System.TimeProvider" => true,
            _ => false,
        };

    /// <summary>
    /// What makes code at this place run many times: a loop around it, or a lambda around it that LINQ calls per element.
    /// Null when it runs once each time its function does.
    /// </summary>
    public static SyntaxNode? RepetitionAround(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case ILoopOperation loop: return loop.Syntax;
                case IAnonymousFunctionOperation lambda: return IsPerElement(lambda) ? lambda.Syntax : null;
                case ILocalFunctionOperation: return null;
            }
        }

        return null;
    }

    /// <summary>Whether the lambda is what LINQ (or List.ForEach) calls for every element.</summary>
    public static bool IsPerElement(IOperation function)
    {
        var current = function.Parent;
        while (current is IDelegateCreationOperation or IConversionOperation or IArgumentOperation) current = current.Parent;
        return current is IInvocationOperation call && IsPerElementCall(call.TargetMethod);
    }

    public static bool IsPerElementCall(IMethodSymbol method) =>
        method.ContainingType.FullName() is "System.Linq.Enumerable" or "System.Linq.AsyncEnumerable"
        || method.Name == "ForEach" && method.ContainingType.IsInNamespace("System.Collections");

    /// <summary>Whether the caller goes on only when the task the call returns has ended.</summary>
    public static bool IsAwaitedHere(IOperation call) => call.Type?.Name is "Task" && !IsLeftRunning(call) && !IsReturned(call);

    /// <summary>Whether the task a call returns is left running: neither awaited nor waited for nor returned on the spot.</summary>
    public static bool IsLeftRunning(IOperation call)
    {
        if (call.IsAwaited()) return false;

        return Consumer(call) switch
        {
            IReturnOperation => false,
            IConditionalAccessOperation => false,
            IInvocationOperation { TargetMethod.Name: "Wait" or "GetAwaiter" } => false,
            IPropertyReferenceOperation { Property.Name: "Result" } => false,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Wait" or "FromResult" } } => false,
            _ => true,
        };
    }

    private static bool IsReturned(IOperation call) => !call.IsAwaited() && Consumer(call) is IReturnOperation;

    private static IOperation? Consumer(IOperation call)
    {
        var parent = call.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation) parent = parent.Parent;
        return parent;
    }
}
