using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>
/// Follows the flow after a call that did not fail, remembering flags it sets (<c>done = true</c>) and the result it stored
/// (<c>result = await …</c>), so that a loop condition on them is understood.
/// </summary>
internal sealed class SuccessPath(Flow flow, IInvocationOperation call, BasicBlock start)
{
    private const int MaxStates = 2000;

    /// <summary>Whether the call is reached again without a failure.</summary>
    public bool LeadsBack()
    {
        var open = new Stack<(BasicBlock Block, ImmutableDictionary<ISymbol, Known> Known)>();
        var seen = new HashSet<(BasicBlock, string)>();
        var after = After(start, ImmutableDictionary.Create<ISymbol, Known>(SymbolEqualityComparer.Default), fromCall: true);
        foreach (var next in Next(start, after)) open.Push((next, after));

        while (open.Count > 0 && seen.Count < MaxStates)
        {
            var (block, known) = open.Pop();
            if (block == start) return true;
            if (!seen.Add((block, Key(known)))) continue;

            var then = After(block, known, fromCall: false);
            foreach (var next in Next(block, then)) open.Push((next, then));
        }

        return false;
    }

    private static IEnumerable<BasicBlock> Next(BasicBlock block, ImmutableDictionary<ISymbol, Known> known)
    {
        var decided = block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is null ? null : Decide(block.BranchValue, known);
        var jumps = decided is { } value ? value == (block.ConditionKind == ControlFlowConditionKind.WhenTrue) : (bool?)null;
        if (jumps != false && block.ConditionalSuccessor?.Destination is { } conditional) yield return conditional;
        if (jumps != true && block.FallThroughSuccessor?.Destination is { } next) yield return next;
    }

    private ImmutableDictionary<ISymbol, Known> After(BasicBlock block, ImmutableDictionary<ISymbol, Known> known, bool fromCall)
    {
        foreach (var operation in block.Operations)
        {
            if (fromCall && operation.Syntax.Span.End < call.Syntax.SpanStart) continue;
            foreach (var assignment in operation.DescendantsAndSelf().OfType<ISimpleAssignmentOperation>())
            {
                if (assignment.Target.ReferencedSymbol() is not { } target) continue;
                known = assignment.Value.ConstantValue is { HasValue: true, Value: bool flag } ? known.SetItem(target, flag ? Known.True : Known.False)
                    : assignment.Value.DescendantsAndSelf().Any(o => o.Syntax == call.Syntax) ? known.SetItem(target, Known.Result)
                    : known.Remove(target);
            }
        }

        return known;
    }

    // What succeeded is not null; whether a result is good enough is not known.
    private static bool? Decide(IOperation condition, ImmutableDictionary<ISymbol, Known> known)
    {
        switch (condition.Unwrapped())
        {
            case { ConstantValue: { HasValue: true, Value: bool constant } }: return constant;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not: return !Decide(not.Operand, known);
            case IIsNullOperation test when test.Operand.ReferencedSymbol() is { } symbol && known.TryGetValue(symbol, out var held) && held == Known.Result:
                return false;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } equality
                when equality.RightOperand.ConstantValue is { HasValue: true, Value: null } && equality.LeftOperand.Unwrapped().ReferencedSymbol() is { } symbol
                && known.TryGetValue(symbol, out var result) && result == Known.Result:
                return equality.OperatorKind == BinaryOperatorKind.NotEquals;
            case IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } pattern
                when pattern.Value.Unwrapped().ReferencedSymbol() is { } symbol && known.TryGetValue(symbol, out var result) && result == Known.Result:
                return false;
            case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } } pattern
                when pattern.Value.Unwrapped().ReferencedSymbol() is { } symbol && known.TryGetValue(symbol, out var result) && result == Known.Result:
                return true;
            case var reference when reference.ReferencedSymbol() is { } symbol && known.TryGetValue(symbol, out var flag) && flag != Known.Result:
                return flag == Known.True;
            default: return null;
        }
    }

    private string Key(ImmutableDictionary<ISymbol, Known> known) =>
        string.Join(";", known.Select(pair => $"{pair.Key.Name}={pair.Value}").OrderBy(text => text, StringComparer.Ordinal)) + flow.Function.Name;

    private enum Known
    {
        False,
        True,
        Result,
    }
}
