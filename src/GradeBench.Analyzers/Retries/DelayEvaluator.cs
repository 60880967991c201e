using GradeBench.Analyzers.SharedState;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>
/// Computes how an expression grows with the number of attempts, by what the code does: comments and names are not read.
/// Follows locals, fields, tables and the submission's own helper functions.
/// </summary>
/// <param name="cycle">The code that runs again with each attempt: assignments in it change a value from one to the next.</param>
/// <param name="updates">What a parameter gets in the next attempt, where the retry is a recursion.</param>
internal sealed class DelayEvaluator(SourceProgram program, IOperation cycle, IReadOnlyDictionary<ISymbol, IOperation> updates)
{
    private const int MaxDepth = 4;

    private readonly HashSet<ISymbol> _open = new(SymbolEqualityComparer.Default);
    private readonly Stack<Dictionary<ISymbol, DelayShape>> _arguments = new();

    public DelayShape Evaluate(IOperation? expression)
    {
        if (expression is null) return DelayShape.Constant;

        switch (expression)
        {
            case { ConstantValue.HasValue: true }: return DelayShape.Constant;
            case IConversionOperation conversion: return Evaluate(conversion.Operand);
            case IParenthesizedOperation parenthesized: return Evaluate(parenthesized.Operand);
            case IUnaryOperation unary: return Evaluate(unary.Operand);
            case IAwaitOperation awaited: return Evaluate(awaited.Operation);
            case IBinaryOperation binary: return EvaluateBinary(binary);
            case IConditionalOperation choice: return Evaluate(choice.WhenTrue).Join(Evaluate(choice.WhenFalse));
            case ICoalesceOperation coalesce: return Evaluate(coalesce.Value).Join(Evaluate(coalesce.WhenNull));
            case ISwitchExpressionOperation choice: return EvaluateSwitch(choice);
            case IIncrementOrDecrementOperation step: return EvaluateSymbol(step.Target, step.Target.ReferencedSymbol());
            case ICompoundAssignmentOperation compound: return Evaluate(compound.Target);
            case ISimpleAssignmentOperation assignment: return Evaluate(assignment.Value);
            case IInvocationOperation call: return EvaluateCall(call);
            case IObjectCreationOperation creation: return JoinAll(creation.Arguments.Select(a => a.Value));
            case IArrayElementReferenceOperation element: return EvaluateTable(element.ArrayReference, element.Indices);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection } indexed: return EvaluateTable(collection, indexed.Arguments.Select(a => a.Value));
            case IPropertyReferenceOperation { Instance: { } instance } property when property.Property.DeclaringSyntaxReferences.IsEmpty: return Evaluate(instance);
            default: return EvaluateSymbol(expression, expression.ReferencedSymbol());
        }
    }

    /// <summary>Evaluates inside a function of the submission that is called with these arguments.</summary>
    public DelayShape EvaluateInside(IInvocationOperation call, Func<DelayShape> inside)
    {
        if (_arguments.Count >= MaxDepth) return DelayShape.Constant;

        var shapes = new Dictionary<ISymbol, DelayShape>(SymbolEqualityComparer.Default);
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter) shapes[parameter.OriginalDefinition] = Evaluate(argument.Value);
        }

        _arguments.Push(shapes);
        var result = inside();
        _arguments.Pop();
        return result;
    }

    private DelayShape EvaluateBinary(IBinaryOperation binary)
    {
        var (left, right) = (Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand));
        return binary.OperatorKind switch
        {
            BinaryOperatorKind.Add or BinaryOperatorKind.Subtract => left.Plus(right),
            BinaryOperatorKind.Multiply => left.Times(right),
            BinaryOperatorKind.LeftShift => right.Growth > Growth.Constant ? left.Join(right) with { Growth = Growth.Exponential } : left.Times(right),
            BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder or BinaryOperatorKind.RightShift => left with { Jitter = left.Jitter || right.Jitter },
            _ => left.Join(right),
        };
    }

    private DelayShape EvaluateCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType.FullName();
        var inputs = JoinAll(call.Arguments.Select(a => a.Value));
        switch (type, method.Name)
        {
            case ("System.Math" or "System.MathF" or "System.Numerics.BigInteger" or "System.Double", "Pow") when call.Arguments.Length == 2:
                var (x, power) = (Evaluate(call.Arguments[0].Value), Evaluate(call.Arguments[1].Value));
                return power.Growth > Growth.Constant ? x.Join(power) with { Growth = Growth.Exponential } : x.Times(power);
            case ("System.Math" or "System.MathF" or "System.Double", "Exp" or "Exp2" or "ScaleB"):
                return inputs.Growth > Growth.Constant ? inputs with { Growth = Growth.Exponential } : inputs;
            case ("System.Random" or "System.Security.Cryptography.RandomNumberGenerator", _):
                return inputs with { Jitter = true };
            case ("System.TimeSpan", "Multiply"): return Evaluate(call.Instance).Times(inputs);
            case ("System.TimeSpan", "Add" or "Subtract"): return Evaluate(call.Instance).Plus(inputs);
            case ("Polly.Contrib.WaitAndRetry.Backoff", "DecorrelatedJitterBackoffV2"): return new DelayShape(Growth.Exponential, Jitter: true);
        }

        if (DelegateTargets.Of(call.Instance ?? call).FirstOrDefault() is { } lambda) return EvaluateFunction(call, lambda);
        return method.DeclaringSyntaxReferences.IsEmpty ? inputs.Join(Evaluate(call.Instance)) : EvaluateFunction(call, method);
    }

    private DelayShape EvaluateFunction(IInvocationOperation call, IMethodSymbol function) =>
        EvaluateInside(call, () => JoinAll(program.Returned(function)));

    // Constants picked by the attempt: what matters is how they follow each other.
    private DelayShape EvaluateSwitch(ISwitchExpressionOperation choice)
    {
        var arms = JoinAll(choice.Arms.Select(arm => arm.Value));
        return Evaluate(choice.Value).Growth == Growth.Constant ? arms : arms.Join(new DelayShape(Series(choice.Arms.Select(arm => arm.Value))));
    }

    private DelayShape EvaluateTable(IOperation table, IEnumerable<IOperation> indexes)
    {
        var index = JoinAll(indexes);
        return index.Growth == Growth.Constant ? new DelayShape(Growth.Constant, index.Jitter) : new DelayShape(TableGrowth(table), index.Jitter);
    }

    private Growth TableGrowth(IOperation table) => Series(Elements(table));

    private IEnumerable<IOperation> Elements(IOperation table) => table.Unwrapped() switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements,
        IObjectCreationOperation { Initializer: { } initializer } => initializer.Initializers.OfType<IInvocationOperation>().SelectMany(add => add.Arguments).Select(a => a.Value),
        var other when other.ReferencedSymbol() is { } symbol && program.InitialValue(symbol) is { } value => Elements(value),
        _ => [],
    };

    private static Growth Series(IEnumerable<IOperation> values)
    {
        var numbers = values.Select(Number).OfType<double>().Where(n => n > 0).ToList();
        if (numbers.Count < 2) return Growth.Constant;

        var ratios = numbers.Skip(1).Select((n, i) => n / numbers[i]).ToList();
        // 1, 2, 3, 4 has falling ratios; 1, 2, 4, 8 (and 1, 3, 9) keeps them.
        return ratios.All(r => r >= 1.5) && ratios[ratios.Count - 1] >= 1.8 ? Growth.Exponential
            : numbers[numbers.Count - 1] > numbers[0] ? Growth.Linear
            : Growth.Constant;
    }

    // 200, 0.2, TimeSpan.FromSeconds(1): the one number in it.
    private static double? Number(IOperation value)
    {
        var constants = value.DescendantsAndSelf().Select(o => o.ConstantValue).Where(c => c is { HasValue: true, Value: int or long or double or float or decimal })
            .Select(c => Convert.ToDouble(c.Value, System.Globalization.CultureInfo.InvariantCulture)).Where(n => n != 0).ToList();
        return constants.Count == 0 ? null : constants[0];
    }

    private DelayShape EvaluateSymbol(IOperation reference, ISymbol? symbol)
    {
        if (symbol is null) return DelayShape.Constant;
        if (_arguments.Count > 0 && _arguments.Peek().TryGetValue(symbol.OriginalDefinition, out var given)) return given;
        if (!_open.Add(symbol)) return new DelayShape(Growth.Constant, Self: SelfUse.Same);

        try
        {
            if (updates.TryGetValue(symbol, out var next)) return Accumulated(Evaluate(next));
            if (IterationOf(symbol) is { } loop) return EvaluateIteration(loop);

            var isLocalToCycle = symbol.DeclaringSyntaxReferences.Any(d => cycle.Syntax.SyntaxTree == d.SyntaxTree && cycle.Syntax.Span.Contains(d.Span)
                && !(cycle is IForLoopOperation { Before: var before } && before.Any(b => b.Syntax.Span.Contains(d.Span))));
            var changes = Changes(symbol).ToList();
            if (changes.Count == 0 || isLocalToCycle)
                return changes.Aggregate(Evaluate(InitialValue(symbol, reference)), (shape, change) => shape.Join(change with { Growth = isLocalToCycle ? Unaccumulated(change) : change.Growth, Self = SelfUse.None }));
            return changes.Aggregate((one, other) => one.Join(other)) with { Self = SelfUse.None };
        }
        finally
        {
            _open.Remove(symbol);
        }
    }

    // Adding to a variable that is made anew in each attempt does not add up over attempts.
    private static Growth Unaccumulated(DelayShape change) => change.Self == SelfUse.None ? change.Growth : Growth.Constant;

    private IOperation? InitialValue(ISymbol symbol, IOperation reference) =>
        symbol is ILocalSymbol local ? Locks.DeclaredValue(local, reference) : symbol.IsStatic || symbol is IFieldSymbol { IsReadOnly: true } ? program.InitialValue(symbol) : null;

    private IEnumerable<DelayShape> Changes(ISymbol symbol)
    {
        foreach (var operation in cycle.SelfAndAll())
        {
            switch (operation)
            {
                case IIncrementOrDecrementOperation step when step.Target.ReferencedSymbol().Is(symbol):
                    yield return new DelayShape(Growth.Linear, Self: SelfUse.Added);
                    break;
                case ICompoundAssignmentOperation compound when compound.Target.ReferencedSymbol().Is(symbol):
                    yield return Compound(compound);
                    break;
                case ISimpleAssignmentOperation assignment when assignment.Target.ReferencedSymbol().Is(symbol):
                    yield return Accumulated(Evaluate(assignment.Value));
                    break;
            }
        }
    }

    private DelayShape Compound(ICompoundAssignmentOperation compound)
    {
        var self = new DelayShape(Growth.Constant, Self: SelfUse.Same);
        var value = Evaluate(compound.Value);
        return Accumulated(compound.OperatorKind switch
        {
            BinaryOperatorKind.Multiply or BinaryOperatorKind.LeftShift => self.Times(value),
            BinaryOperatorKind.Add or BinaryOperatorKind.Subtract => self.Plus(value),
            _ => self,
        });
    }

    private static DelayShape Accumulated(DelayShape next) => next.Self switch
    {
        SelfUse.Multiplied => next with { Growth = Growth.Exponential },
        SelfUse.Added => next with { Growth = next.Growth > Growth.Linear ? next.Growth : Growth.Linear },
        _ => next,
    };

    private IForEachLoopOperation? IterationOf(ISymbol symbol) =>
        cycle.SelfAndInner().OfType<IForEachLoopOperation>().FirstOrDefault(loop => loop.Locals.Any(local => local.Is(symbol)));

    private DelayShape EvaluateIteration(IForEachLoopOperation loop)
    {
        var collection = loop.Collection.Unwrapped();
        if (collection is IInvocationOperation { TargetMethod: { Name: "Range", ContainingType.Name: "Enumerable" } }) return DelayShape.Linear;
        return collection is IInvocationOperation call ? EvaluateCall(call) : new DelayShape(TableGrowth(collection));
    }

    private DelayShape JoinAll(IEnumerable<IOperation> values) => values.Aggregate(DelayShape.Constant, (shape, value) => shape.Join(Evaluate(value)));
}
