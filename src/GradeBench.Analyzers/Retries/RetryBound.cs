using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>Decides whether a retry ends: whether every way from a failure back to the attempt passes a limit of attempts or time.</summary>
internal static class RetryBound
{
    public static bool IsBounded(RetrySite site)
    {
        if (site.OnlyOnce) return true;

        var counters = Counters(site);
        return site.Starts.All(start => !Flow.Reachable(start, block => IsLimit(block, site, counters)).Contains(site.Target));
    }

    // A limit asks a counter or a clock, and one of its answers leaves the cycle.
    private static bool IsLimit(BasicBlock block, RetrySite site, HashSet<ISymbol> counters)
    {
        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { } condition) return false;
        if (!(Leaves(block.ConditionalSuccessor, site) || Leaves(block.FallThroughSuccessor, site))) return false;
        if (IsNextOfFinite(condition)) return true;
        if (condition.DescendantsAndSelf().Any(o => o.ConstantValue is { HasValue: true, Value: int.MaxValue or long.MaxValue })) return false;

        return condition.DescendantsAndSelf().Any(o => o.ReferencedSymbol() is { } symbol && counters.Contains(symbol) || IsClock(o));
    }

    private static bool Leaves(ControlFlowBranch? branch, RetrySite site) =>
        branch is not null && (branch.Destination is null || !new KnownPath(null).Reaches(branch.Destination, site.Target));

    // foreach over a table of delays, a range, a list of attempts.
    private static bool IsNextOfFinite(IOperation condition) =>
        condition.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => call.TargetMethod.Name is "MoveNext" or "MoveNextAsync");

    /// <summary>Whether it reads a clock.</summary>
    public static bool IsClock(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Elapsed" or "ElapsedMilliseconds" or "ElapsedTicks" or "UtcNow" or "Now" } property } =>
            property.ContainingType.IsInNamespace("System"),
        IInvocationOperation { TargetMethod: { Name: "GetElapsedTime" or "GetUtcNow" or "GetTimestamp" or "GetLocalNow" } } => true,
        _ => false,
    };

    // Numbers that change in the cycle, and flags computed from them.
    private static HashSet<ISymbol> Counters(RetrySite site)
    {
        var counters = new HashSet<ISymbol>(site.Updates.Keys, SymbolEqualityComparer.Default);
        foreach (var operation in site.Cycle.SelfAndInner())
        {
            switch (operation)
            {
                case IIncrementOrDecrementOperation step when step.Target.ReferencedSymbol() is { } symbol: counters.Add(symbol); break;
                case ICompoundAssignmentOperation compound when compound.Target.ReferencedSymbol() is { } symbol: counters.Add(symbol); break;
                case ISimpleAssignmentOperation assignment when assignment.Target.ReferencedSymbol() is { } symbol && assignment.Value.Mentions(symbol): counters.Add(symbol); break;
                // Lists of errors grow with each attempt.
                case IInvocationOperation { TargetMethod.Name: "Add", Instance: { } list } when list.ReferencedSymbol() is { } symbol: counters.Add(symbol); break;
                case IForEachLoopOperation each: counters.UnionWith(each.Locals); break;
            }
        }

        foreach (var declared in site.Cycle.SelfAndInner().OfType<IVariableDeclaratorOperation>())
        {
            if (declared.GetVariableInitializer()?.Value is { } value && value.DescendantsAndSelf().Any(o => o.ReferencedSymbol() is { } s && counters.Contains(s) || IsClock(o)))
                counters.Add(declared.Symbol);
        }

        return counters;
    }
}
