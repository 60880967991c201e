using GradeBench.Analyzers.Async;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>A call that waits for some time.</summary>
/// <param name="Duration">How long; null where the call does not say.</param>
internal sealed record DelayCall(IInvocationOperation Call, IOperation? Duration, bool IsCancellable)
{
    /// <summary>Reads a call that waits; null for any other, and for a wait nobody waits for.</summary>
    public static DelayCall? Of(IInvocationOperation call, WellKnownSymbols symbols)
    {
        var method = call.TargetMethod;
        var waits = (method.ContainingType.FullName(), method.Name) switch
        {
            ("System.Threading.Tasks.Task", "Delay") => true,
            ("System.Threading.Thread", "Sleep") => true,
            ("System.Threading.Tasks.TimeProviderTaskExtensions", "Delay") => true,
            ("System.Threading.PeriodicTimer", "WaitForNextTickAsync") => true,
            // token.WaitHandle.WaitOne(delay) is how a thread sleeps until cancelled.
            ("System.Threading.WaitHandle", "WaitOne") => call.Instance?.Unwrapped() is IPropertyReferenceOperation { Property.Name: "WaitHandle" },
            // A delay handed in by whoever tests it: Func<TimeSpan, CancellationToken, Task>.
            _ => method.MethodKind == MethodKind.DelegateInvoke && symbols.IsTask(method.ReturnType) && method.Parameters.Length > 0
                && method.Parameters[0].Type.FullName() == "System.TimeSpan",
        };
        if (!waits || IsDropped(call, symbols)) return null;

        var duration = call.Arguments.Select(a => a.Value).FirstOrDefault(v => v.Type.FullName() == "System.TimeSpan" || v.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64);
        return new DelayCall(call, duration, TokenOffer.Passes(call, symbols) || method.Name == "WaitOne");
    }

    // "Task.Delay(x);" starts a timer and goes on at once.
    private static bool IsDropped(IInvocationOperation call, WellKnownSymbols symbols)
    {
        if (!symbols.IsTask(call.Type) || call.IsAwaited()) return false;

        var parent = call.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation) parent = parent.Parent;
        return parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };
    }
}
