using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Exceptions;

/// <summary>
/// Follows every path through a catch clause and tells what becomes of the exception on the worst one. A path that leaves
/// the clause has treated the exception as well as the best thing it did.
/// </summary>
internal sealed class CatchReading(ICatchClauseOperation clause, WellKnownSymbols symbols)
{
    private readonly IReadOnlyList<ISymbol> _caught = CaughtException.Aliases(clause);
    private CatchFate _worst = CatchFate.Kept;

    public CatchFate Fate()
    {
        var end = Follow(clause.Handler, CatchFate.Lost);
        if (end is { } fallingThrough) Leave(FailureIsToldAfterwards() ? CatchFate.Kept : fallingThrough);
        return _worst;
    }

    // Returns how well the exception was treated when control falls out of the operation; null when it never does.
    private CatchFate? Follow(IOperation operation, CatchFate before)
    {
        switch (operation)
        {
            case IBlockOperation block:
                CatchFate? state = before;
                foreach (var statement in block.Operations)
                {
                    state = Follow(statement, state.Value);
                    if (state is null) return null;
                }

                return state;

            case IConditionalOperation conditional when conditional.Syntax is not ConditionalExpressionSyntax:
                var tested = Best(before, Treatment(conditional.Condition));
                return WorstOf(Follow(conditional.WhenTrue, tested), conditional.WhenFalse is null ? tested : Follow(conditional.WhenFalse, tested));

            case ISwitchOperation choice:
                var chosen = Best(before, Treatment(choice.Value));
                var ends = choice.Cases.Select(c => FollowAll(c.Body, chosen)).ToList();
                if (!choice.Cases.Any(c => c.Clauses.Any(clauses => clauses is IDefaultCaseClauseOperation))) ends.Add(chosen);
                return ends.Aggregate(WorstOf);

            case ITryOperation tried:
                var inner = Follow(tried.Body, before);
                return tried.Finally is null || inner is null ? inner : Follow(tried.Finally, inner.Value);

            case IUsingOperation or ILockOperation:
                return Follow(operation.ChildOperations.Last(), before);

            case IReturnOperation returned:
                Leave(returned.ReturnedValue is null ? before : Best(before, Best(Treatment(returned), Told(returned.ReturnedValue))));
                return null;

            case IBranchOperation { BranchKind: BranchKind.Break } when EndsInnerStatement(operation):
                return before;

            case IBranchOperation:
                Leave(FailureIsToldAfterwards() ? CatchFate.Kept : before);
                return null;

            case IThrowOperation:
                return null;

            default:
                if (operation.SelfAndInner().Any(o => o is IThrowOperation && o.Parent is not ICoalesceOperation and not IConditionalOperation)) return null;
                return Best(before, Treatment(operation));
        }
    }

    private CatchFate? FollowAll(IEnumerable<IOperation> statements, CatchFate before)
    {
        CatchFate? state = before;
        foreach (var statement in statements)
        {
            if (statement is IBranchOperation { BranchKind: BranchKind.Break }) return state;
            state = Follow(statement, state.Value);
            if (state is null) return null;
        }

        return state;
    }

    private bool EndsInnerStatement(IOperation branch)
    {
        for (var current = branch.Parent; current is not null && current != clause; current = current.Parent)
        {
            if (current is ISwitchOperation or ILoopOperation) return true;
        }

        return false;
    }

    // What one expression or statement does with the exception.
    private CatchFate Treatment(IOperation operation)
    {
        var best = CatchFate.Lost;
        foreach (var inner in operation.DescendantsAndSelf())
        {
            if (_caught.Any(alias => inner.ReferencedSymbol().Is(alias)) && Use(inner) is { } use) best = Best(best, use);
            if (LeavesMark(inner)) best = Best(best, CatchFate.Noted);
        }

        return best;
    }

    // How one mention of the exception is used, from the mention outwards.
    private static CatchFate? Use(IOperation mention)
    {
        for (var current = mention.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IIsTypeOperation or IIsPatternOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }:
                    return null;
                case IArgumentOperation { Parent: IInvocationOperation call }: return IsLog(call) ? CatchFate.Noted : CatchFate.Kept;
                case IArgumentOperation { Parent: IObjectCreationOperation }: return CatchFate.Kept;
                // A call or constructor that does not resolve is given the exception all the same.
                case IInvalidOperation { Syntax: InvocationExpressionSyntax unknown } when unknown.ArgumentList.Span.Contains(mention.Syntax.Span): return IsLog(unknown) ? CatchFate.Noted : CatchFate.Kept;
                case IInvalidOperation { Syntax: BaseObjectCreationExpressionSyntax created } when created.ArgumentList?.Span.Contains(mention.Syntax.Span) == true: return CatchFate.Kept;
                case IAssignmentOperation assignment when assignment.Target.DescendantsAndSelf().Contains(mention): return null;
                case IAssignmentOperation or IReturnOperation or ITupleOperation or IThrowOperation: return CatchFate.Kept;
                case IVariableInitializerOperation: return null;
                case IExpressionStatementOperation: return null;
                case ICatchClauseOperation: return null;
            }
        }

        return null;
    }

    // Counting failures or setting a flag says that something failed; so does telling a log without the exception.
    private bool LeavesMark(IOperation operation) => operation switch
    {
        IIncrementOrDecrementOperation or ICompoundAssignmentOperation => OutlivesClause(Changed(operation).ReferencedSymbol()),
        IInvalidOperation { Syntax: InvocationExpressionSyntax unknown } => IsLog(unknown),
        ISimpleAssignmentOperation assignment => OutlivesClause(assignment.Target.ReferencedSymbol()) && Told(assignment.Value) != CatchFate.Lost,
        IInvocationOperation call => IsLog(call) || call.TargetMethod.ContainingType.FullName() == "System.Threading.Interlocked"
            || call.Instance is { } instance && OutlivesClause(instance.Unwrapped().ReferencedSymbol()) && ChangesState(call),
        _ => false,
    };

    private static IOperation Changed(IOperation operation) => operation switch
    {
        IIncrementOrDecrementOperation step => step.Target,
        ICompoundAssignmentOperation compound => compound.Target,
        _ => operation,
    };

    private bool OutlivesClause(ISymbol? symbol) =>
        symbol is IFieldSymbol or IPropertySymbol or IParameterSymbol
        || symbol is ILocalSymbol local && local.DeclaringSyntaxReferences.All(reference => !clause.Syntax.Span.Contains(reference.Span));

    private static bool ChangesState(IInvocationOperation call) =>
        call.TargetMethod.Name is "Add" or "Enqueue" or "Push" or "TryAdd" or "TryWrite" or "Cancel" or "CancelAsync" or "TrySetException" or "SetException"
            or "TrySetCanceled" or "SetResult" or "TrySetResult" or "Set" or "AppendLine" or "Append";

    // A value tells of the failure unless it is what "nothing" looks like too.
    private static CatchFate Told(IOperation value)
    {
        var unwrapped = value.Unwrapped();
        if (unwrapped is IInvocationOperation { Arguments: { Length: 1 } only, TargetMethod.Name: "FromResult" }) unwrapped = only[0].Value.Unwrapped();
        if (unwrapped is IAwaitOperation) return CatchFate.Noted;

        return unwrapped switch
        {
            { ConstantValue: { HasValue: true, Value: null or false or 0 or "" } } => CatchFate.Lost,
            IDefaultValueOperation => CatchFate.Lost,
            ICollectionExpressionOperation { Elements.IsEmpty: true } => CatchFate.Lost,
            IArrayCreationOperation { Initializer: null } => CatchFate.Lost,
            IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null } => CatchFate.Lost,
            IInvocationOperation { TargetMethod.Name: "Empty" } => CatchFate.Lost,
            IFieldReferenceOperation { Field.Name: "Empty" } or IPropertyReferenceOperation { Property.Name: "Empty" or "CompletedTask" } => CatchFate.Lost,
            _ => CatchFate.Noted,
        };
    }

    // A loop that tries again and throws when it gives up has lost nothing; nor has a catch that others see fail.
    private bool FailureIsToldAfterwards()
    {
        if (clause.EnclosingWithin<ILoopOperation>() is not { } loop) return false;
        if (clause.Handler.SelfAndInner().Any(o => o is IThrowOperation) && _worst == CatchFate.Kept) return true;

        return loop.Parent is IBlockOperation block
            && block.Operations.SkipWhile(o => o != loop).Skip(1).Any(after => after is IThrowOperation
                or IExpressionStatementOperation { Operation: IThrowOperation }
                || after is IReturnOperation { ReturnedValue: { } value } && value.DescendantsAndSelf().Any(o => symbols.IsException(o.Type)));
    }

    /// <summary>Whether the call writes a log: a logger, the console, a trace, a debug or diagnostics writer.</summary>
    private static bool IsLog(IInvocationOperation call)
    {
        var type = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType;
        var receiver = call.Instance?.Type ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value.Type : null);
        return IsLogType(type) || IsLogType(receiver);
    }

    // Without types, what a method is called is all there is.
    private static bool IsLog(InvocationExpressionSyntax unknown) =>
        unknown.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access
        && (name.StartsWith("Log", StringComparison.Ordinal)
            || name is "Debug" or "Info" or "Information" or "Warn" or "Warning" or "Error" or "Fatal" or "Trace" or "Write" && access.Expression.ToString().TrimStart('_').StartsWith("log", StringComparison.OrdinalIgnoreCase));

    private static bool IsLogType(ITypeSymbol? type) =>
        type is not null
        && (type.FullName() is "System.Console" or "System.Diagnostics.Debug" or "System.Diagnostics.Trace" or "System.Diagnostics.TraceSource"
            || type.DerivesFromNamed("System.IO.TextWriter")
            || type.IsInNamespace("Microsoft.Extensions.Logging")
            || type.Name is "ILogger" or "Logger" or "Log" or "ILog"
            || type.AllInterfaces.Any(i => i.Name is "ILogger" or "ILog"));

    private void Leave(CatchFate fate) => _worst = fate > _worst ? fate : _worst;

    private static CatchFate Best(CatchFate one, CatchFate other) => one < other ? one : other;

    private static CatchFate? WorstOf(CatchFate? one, CatchFate? other) =>
        one is null ? other : other is null ? one : one > other ? one : other;
}
