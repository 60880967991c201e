using GradeBench.Analyzers.Retries;
using GradeBench.Analyzers.SharedState;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Async;

/// <summary>How a loop waits.</summary>
internal enum LoopWaiting
{
    Spinning,
    Polling,
}

/// <summary>Looks for a way round a loop on which nothing happens: blocks that only read, or that only read and sleep.</summary>
internal sealed class LoopLook(Flow flow, ILoopOperation loop, WellKnownSymbols symbols)
{
    private readonly HashSet<ISymbol> _changed = ChangedIn(loop);
    private bool _asksTaskOrFlag;
    private bool _asksClock;

    /// <summary>How the loop waits; null when every way round does something.</summary>
    public LoopWaiting? Waiting
    {
        get
        {
            var blocks = new HashSet<BasicBlock>(loop.SelfAndInner().Select(flow.BlockOf).OfType<BasicBlock>());
            if (HasCycle(blocks, block => Flow.Operations(block).All(o => Idle(o, mayWait: false))) && (_asksTaskOrFlag || _asksClock)) return LoopWaiting.Spinning;

            // A pause in a loop that looks at nothing of others is a rhythm, not a wait.
            _asksTaskOrFlag = false;
            return HasCycle(blocks, block => Flow.Operations(block).All(o => Idle(o, mayWait: true))) && _asksTaskOrFlag ? LoopWaiting.Polling : null;
        }
    }

    private static bool HasCycle(HashSet<BasicBlock> blocks, Func<BasicBlock, bool> isIdle)
    {
        var idle = new HashSet<BasicBlock>(blocks.Where(isIdle));
        return idle.Any(start => Flow.Successors(start).Where(idle.Contains)
            .Any(next => next == start || ReachableWithin(next, idle).Contains(start)));
    }

    private static HashSet<BasicBlock> ReachableWithin(BasicBlock start, HashSet<BasicBlock> allowed) => Flow.Reachable(start, block => !allowed.Contains(block));

    // Whether the operation changes nothing that could bring the loop nearer to its end.
    private bool Idle(IOperation operation, bool mayWait) => operation.DescendantsAndSelf().All(o => o switch
    {
        IAwaitOperation awaited => mayWait && IsPause(awaited.Operation) || IsYield(awaited.Operation),
        IInvocationOperation call => IsLooking(call) || mayWait && IsPause(call),
        IIncrementOrDecrementOperation or ICompoundAssignmentOperation or IThrowOperation or IObjectCreationOperation or IDynamicInvocationOperation or IInvalidOperation => false,
        ISimpleAssignmentOperation assignment => assignment.Target is ILocalReferenceOperation && !assignment.Value.DescendantsAndSelf().Any(v => v.ReferencedSymbol() is ILocalSymbol l && _changed.Contains(l)),
        IPropertyReferenceOperation property => NotesQuestion(property) && (property.Property.DeclaringSyntaxReferences.IsEmpty || Roots.IsStored(property.Property)),
        IFieldReferenceOperation => NotesQuestion(o),
        ILocalReferenceOperation { Local: var local } => _changed.Contains(local) || NotesQuestion(o),
        IParameterReferenceOperation => NotesQuestion(o),
        _ => true,
    });

    private bool NotesQuestion(IOperation question)
    {
        _asksClock |= question is IPropertyReferenceOperation { Property: { ContainingType: var clock } } && clock.FullName() is "System.DateTime" or "System.DateTimeOffset" or "System.Diagnostics.Stopwatch" or "System.Environment";
        if (question.Type is { SpecialType: SpecialType.System_Boolean } or { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 }
            && question is not IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" }
            && !(question is IPropertyReferenceOperation { Property: { ContainingType: var type } } && type.FullName() is "System.TimeSpan" or "System.Diagnostics.Stopwatch" or "System.DateTime"))
            _asksTaskOrFlag = true;
        return true;
    }

    private bool IsLooking(IInvocationOperation call)
    {
        var (type, name) = (call.TargetMethod.ContainingType.FullName(), call.TargetMethod.Name);
        // A compare-and-swap of what the loop has just read is progress, not waiting.
        if (type is "System.Threading.Volatile" && name == "Read" || type is "System.Threading.Interlocked" && name is "Read" or "CompareExchange" && !_changed.Any(local => call.Mentions(local)))
        {
            _asksTaskOrFlag = true;
            return true;
        }

        return type switch
        {
            "System.Threading.Thread" => name is "Yield" or "SpinWait" or "MemoryBarrier" || name == "Sleep" && IsZero(call),
            "System.Threading.Tasks.Task" => name is "Yield" || name is "Wait" or "Delay" && IsZero(call),
            "System.Threading.CancellationToken" => name == "ThrowIfCancellationRequested",
            "System.Linq.Enumerable" => name is "All" or "Any" or "Count" && (_asksTaskOrFlag = true),
            // A try that may fail does nothing when it does.
            _ => name is "TryDequeue" or "TryTake" or "TryPop" or "TryRead" or "TryPeek"
                && (call.TargetMethod.ContainingType.IsInNamespace("System.Collections.Concurrent") || call.TargetMethod.ContainingType.IsInNamespace("System.Threading.Channels"))
                && IsTested(call) && !KeepsGoing(call) && (_asksTaskOrFlag = true),
        };
    }

    // if (queue.TryDequeue(out item)) …: only the failing branch stays idle, because the other one uses the item.
    private static bool IsTested(IInvocationOperation call) => call.Syntax.Parent is not Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionStatementSyntax;

    // while (queue.TryDequeue(out _)) ; goes on as long as there is something to take, which empties the queue.
    private bool KeepsGoing(IInvocationOperation call)
    {
        if (loop is not IWhileLoopOperation { ConditionIsUntil: false, Condition: { } condition }) return false;

        var asked = condition.Unwrapped();
        while (asked is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both)
        {
            if (both.RightOperand.Unwrapped().Syntax == call.Syntax) return true;
            asked = both.LeftOperand.Unwrapped();
        }

        return asked.Syntax == call.Syntax;
    }

    private bool IsPause(IOperation operation)
    {
        var call = operation.Unwrapped() as IInvocationOperation;
        if (call is { TargetMethod.Name: "ConfigureAwait", Instance: { } instance }) call = instance.Unwrapped() as IInvocationOperation;
        return call is not null && DelayCall.Of(call, symbols) is not null;
    }

    private static bool IsYield(IOperation operation) =>
        operation.Unwrapped() is IInvocationOperation { TargetMethod: { Name: "Yield", ContainingType.Name: "Task" } };

    private static bool IsZero(IInvocationOperation call) =>
        call.Arguments.Length > 0 && call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 };

    private static HashSet<ISymbol> ChangedIn(ILoopOperation loop) =>
        new(loop.SelfAndInner().Select(o => o switch
        {
            IIncrementOrDecrementOperation step => step.Target.ReferencedSymbol(),
            IAssignmentOperation assignment => assignment.Target.ReferencedSymbol(),
            IVariableDeclaratorOperation declarator => declarator.Symbol,
            _ => null,
        }).OfType<ISymbol>(), SymbolEqualityComparer.Default);
}
