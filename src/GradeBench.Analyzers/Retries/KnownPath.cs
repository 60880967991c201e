using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>
/// Follows the flow remembering what variables were set to on the way (<c>done = true</c>, <c>state = State.Failed</c>,
/// <c>result = await …</c>), so that a loop condition on them is understood.
/// </summary>
/// <param name="call">Its result is taken to be there, that is, not null.</param>
internal sealed class KnownPath(IInvocationOperation? call)
{
    private const int MaxStates = 2000;

    // What the call returned: nothing is known of it but that it is not null.
    private static readonly object Result = new();

    private static readonly ImmutableDictionary<object, object?> Nothing = ImmutableDictionary<object, object?>.Empty.WithComparers(new ByName());

    /// <summary>Whether the block of the call is reached again after the call did not fail.</summary>
    public bool LeadsBack(BasicBlock start)
    {
        var after = After(start, Nothing, fromCall: true);
        return Reaches(Next(start, after).Select(next => (next, after)), start);
    }

    /// <summary>Whether the target can follow; true when there are too many ways to tell.</summary>
    public bool Reaches(BasicBlock from, BasicBlock target) => from == target || Reaches([(from, Nothing)], target);

    private bool Reaches(IEnumerable<(BasicBlock, ImmutableDictionary<object, object?>)> starts, BasicBlock target)
    {
        var open = new Stack<(BasicBlock Block, ImmutableDictionary<object, object?> Known)>(starts);
        var seen = new HashSet<(BasicBlock, string)>();
        while (open.Count > 0)
        {
            var (block, known) = open.Pop();
            if (block == target || seen.Count > MaxStates) return true;
            if (!seen.Add((block, Key(known)))) continue;

            var then = After(block, known, fromCall: false);
            foreach (var next in Next(block, then)) open.Push((next, then));
        }

        return false;
    }

    private static IEnumerable<BasicBlock> Next(BasicBlock block, ImmutableDictionary<object, object?> known)
    {
        var decided = block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is null ? null : Decide(block.BranchValue, known);
        var jumps = decided is { } value ? value == (block.ConditionKind == ControlFlowConditionKind.WhenTrue) : (bool?)null;
        if (jumps != false && block.ConditionalSuccessor?.Destination is { } conditional) yield return conditional;
        if (jumps != true && block.FallThroughSuccessor?.Destination is { } next) yield return next;
    }

    private ImmutableDictionary<object, object?> After(BasicBlock block, ImmutableDictionary<object, object?> known, bool fromCall)
    {
        foreach (var operation in block.Operations)
        {
            if (fromCall && call is not null && operation.Syntax.Span.End < call.Syntax.SpanStart) continue;
            foreach (var part in operation.DescendantsAndSelf())
            {
                known = part switch
                {
                    ISimpleAssignmentOperation assignment when assignment.Target.ReferencedSymbol() is { } target => Set(known, target, assignment.Value),
                    // state = failed ? A : B keeps the variable aside before it decides between the values.
                    ISimpleAssignmentOperation { Target: IFlowCaptureReferenceOperation kept } assignment when KeptAside(kept.Id, block) is { } target => Set(known, target, assignment.Value),
                    IFlowCaptureOperation capture => Set(known, capture.Id, capture.Value),
                    IIncrementOrDecrementOperation step when step.Target.ReferencedSymbol() is { } target => known.Remove(target),
                    ICompoundAssignmentOperation compound when compound.Target.ReferencedSymbol() is { } target => known.Remove(target),
                    _ => known,
                };
            }
        }

        return known;
    }

    private ImmutableDictionary<object, object?> Set(ImmutableDictionary<object, object?> known, object target, IOperation value) =>
        ValueOf(value, known, out var constant) ? known.SetItem(target, constant)
        : call is not null && value.DescendantsAndSelf().Any(o => o.Syntax == call.Syntax) ? known.SetItem(target, Result)
        : known.Remove(target);

    private static ISymbol? KeptAside(CaptureId id, BasicBlock from)
    {
        var open = new Stack<BasicBlock>([from]);
        var seen = new HashSet<BasicBlock>();
        while (open.Count > 0)
        {
            var block = open.Pop();
            if (!seen.Add(block)) continue;
            if (block.Operations.OfType<IFlowCaptureOperation>().FirstOrDefault(capture => capture.Id.Equals(id)) is { } found) return found.Value.ReferencedSymbol();

            foreach (var before in block.Predecessors) open.Push(before.Source);
        }

        return null;
    }

    private static bool ValueOf(IOperation operation, ImmutableDictionary<object, object?> known, out object? value)
    {
        var unwrapped = operation.Unwrapped();
        value = unwrapped.ConstantValue is { HasValue: true } constant ? constant.Value : null;
        if (unwrapped.ConstantValue.HasValue) return true;

        object? name = unwrapped is IFlowCaptureReferenceOperation capture ? capture.Id : unwrapped.ReferencedSymbol();
        return name is not null && known.TryGetValue(name, out value);
    }

    // What succeeded is not null; whether a result is good enough is not known.
    private static bool? Decide(IOperation condition, ImmutableDictionary<object, object?> known) => condition.Unwrapped() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !Decide(not.Operand, known),
        IIsNullOperation test => IsEqual(test.Operand, null, known),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, RightOperand.ConstantValue: { HasValue: true } right } equal => IsEqual(equal.LeftOperand, right.Value, known),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: { HasValue: true } right } differs => !IsEqual(differs.LeftOperand, right.Value, known),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true } constant } } test => IsEqual(test.Value, constant.Value, known),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true } constant } } } test => !IsEqual(test.Value, constant.Value, known),
        var other => ValueOf(other, known, out var value) && value is bool flag ? flag : null,
    };

    private static bool? IsEqual(IOperation operand, object? constant, ImmutableDictionary<object, object?> known) =>
        !ValueOf(operand, known, out var value) ? null
        : ReferenceEquals(value, Result) ? constant is null ? false : null
        : Equals(value, constant);

    private static string Key(ImmutableDictionary<object, object?> known) =>
        string.Join(";", known.Select(pair => $"{(pair.Key as ISymbol)?.Name ?? pair.Key.GetHashCode().ToString(System.Globalization.CultureInfo.InvariantCulture)}={pair.Value ?? "null"}").OrderBy(text => text, StringComparer.Ordinal));

    /// <summary>Symbols by what they name, captures by their number.</summary>
    private sealed class ByName : IEqualityComparer<object>
    {
        bool IEqualityComparer<object>.Equals(object? one, object? other) => one is ISymbol symbol ? symbol.Is(other as ISymbol) : Equals(one, other);

        int IEqualityComparer<object>.GetHashCode(object key) => key is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : key.GetHashCode();
    }
}
