using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.SharedState;

/// <summary>
/// Walks one function in source order with the set of locks held, and writes down what it touches, calls and sets going.
/// Locks taken and given back by calls are followed linearly: that is how code with try/finally reads.
/// </summary>
internal sealed class FunctionReader(FunctionFacts facts, Locks locks)
{
    private readonly Roots _roots = new(facts.Symbol);
    private readonly Copies _copies = new();
    private ImmutableHashSet<ISymbol> _held = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

    public void Read() => Visit(facts.Body);

    private void Visit(IOperation operation)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation or ILocalFunctionOperation when operation != facts.Body: return;
            case ILockOperation held: VisitGuarded(held.LockedValue, Locks.NameOf(held.LockedValue), held.Body); return;
            case IUsingOperation { Resources: var resource } used when ScopeLock(resource) is { } name: VisitGuarded(resource, name, used.Body); return;
            case IBlockOperation block: VisitBlock(block); return;
            case IInvocationOperation call: VisitCall(call); return;
            case IObjectCreationOperation creation: VisitCreation(creation); return;
            case IVariableDeclaratorOperation { Initializer.Value: var initial, Symbol: var local }:
                Visit(initial);
                _copies.Set(local, initial);
                return;
            case IIncrementOrDecrementOperation step:
                _copies.Change(step.Target);
                Touch(step.Target, AccessKind.ReadModifyWrite, step);
                VisitTargetParts(step.Target);
                return;
            case ICompoundAssignmentOperation compound:
                Visit(compound.Value);
                _copies.Change(compound.Target);
                Touch(compound.Target, AccessKind.ReadModifyWrite, compound);
                VisitTargetParts(compound.Target);
                return;
            case ICoalesceAssignmentOperation lazily:
                Visit(lazily.Value);
                Touch(lazily.Target, AccessKind.Write, lazily);
                VisitTargetParts(lazily.Target);
                return;
            case ISimpleAssignmentOperation assignment: VisitAssignment(assignment); return;
            case IEventAssignmentOperation subscription: VisitSubscription(subscription); return;
            case IFieldReferenceOperation or IPropertyReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation:
                Touch(operation, AccessKind.Read, operation);
                VisitAccessor(operation, isWrite: false);
                break;
        }

        foreach (var child in operation.ChildOperations) Visit(child);
    }

    private void VisitGuarded(IOperation locked, ISymbol? name, IOperation body)
    {
        Visit(locked);
        var before = _held;
        if (name is not null) _held = _held.Add(name);
        Visit(body);
        _held = before;
    }

    // "using var scope = _lock.EnterScope();" holds until the block ends.
    private void VisitBlock(IBlockOperation block)
    {
        var scoped = new List<ISymbol>();
        foreach (var statement in block.Operations)
        {
            Visit(statement);
            if (statement is IUsingDeclarationOperation declaration && ScopeLock(declaration.DeclarationGroup) is { } name && !_held.Contains(name))
            {
                _held = _held.Add(name);
                scoped.Add(name);
            }
        }

        _held = _held.Except(scoped);
    }

    private ISymbol? ScopeLock(IOperation resource) =>
        resource.DescendantsAndSelf().OfType<IInvocationOperation>().Where(call => call.TargetMethod.Name == "EnterScope").Select(locks.TakenBy).FirstOrDefault();

    private void VisitAssignment(ISimpleAssignmentOperation assignment)
    {
        Visit(assignment.Value);
        foreach (var target in Targets(assignment.Target))
        {
            // x = x + 1 is one step for the reader and three for the processor. A copy with one more element (list = list.Add(e)) is no different.
            var builds = target.ReferencedSymbol() is { } symbol && target is not IArrayElementReferenceOperation && !IsAtomicRead(assignment.Value)
                && (assignment.Value.SelfAndInner().Any(o => o.ReferencedSymbol().Is(symbol)) || _copies.BuildsOn(assignment.Value, symbol));
            if (target is ILocalReferenceOperation { Local: var local }) _copies.Set(local, assignment.Value);
            Touch(target, builds ? AccessKind.ReadModifyWrite : AccessKind.Write, assignment);
            VisitTargetParts(target);
        }
    }

    private static IEnumerable<IOperation> Targets(IOperation target) =>
        target is ITupleOperation tuple ? tuple.Elements.SelectMany(Targets) : [target];

    // Volatile.Write(ref x, f(x)) and x = Interlocked...(ref x) are judged where the call is.
    private static bool IsAtomicRead(IOperation value) =>
        value.Unwrapped() is IInvocationOperation { TargetMethod.ContainingType: var type } && type.FullName() == "System.Threading.Interlocked";

    // The indexes and receivers of a target are read, the target itself is not.
    private void VisitTargetParts(IOperation target)
    {
        VisitAccessor(target, isWrite: true);
        foreach (var part in target.ChildOperations) Visit(part);
    }

    private void VisitCall(IInvocationOperation call)
    {
        var taken = locks.TakenBy(call);
        if (taken is not null || Locks.ReleasedBy(call) is not null)
        {
            foreach (var child in call.ChildOperations) Visit(child);
            _held = taken is not null ? _held.Add(taken) : _held.Remove(Locks.ReleasedBy(call)!);
            return;
        }

        var type = call.TargetMethod.ContainingType.FullName();
        if (type is "System.Threading.Interlocked" or "System.Collections.Immutable.ImmutableInterlocked" or "System.Threading.Volatile")
        {
            VisitAtomic(call, type == "System.Threading.Volatile");
            return;
        }

        if (call.Instance is { } instance)
        {
            if (SelfGuardedTypes.IsSelfGuarded(instance.Type)) Touch(Guarding(instance), AccessKind.SelfGuarded, call);
            else if (SelfGuardedTypes.IsPlainCollection(instance.Type) && SelfGuardedTypes.IsChange(call.TargetMethod)) Touch(instance, AccessKind.Mutation, call);
        }

        VisitInvoked(call);
        VisitDelegates(call.TargetMethod, call.Arguments, call);
        foreach (var child in call.ChildOperations) Visit(child);
    }

    // channel.Writer is a side of the channel.
    private static IOperation Guarding(IOperation instance) =>
        instance.Unwrapped() is IPropertyReferenceOperation { Instance: { } whole } && SelfGuardedTypes.IsSelfGuarded(whole.Type) ? whole : instance;

    // The variable goes in by reference; what else the call computes is ordinary code.
    private void VisitAtomic(IInvocationOperation call, bool isVolatile)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.None)
            {
                Visit(argument.Value);
                continue;
            }

            var reads = call.TargetMethod.Name == "Read";
            var builds = isVolatile && call.TargetMethod.Name == "Write"
                && argument.Value.ReferencedSymbol() is { } symbol && call.Arguments.Any(a => a != argument && a.Value.Mentions(symbol));
            Touch(argument.Value, reads ? AccessKind.Read : builds ? AccessKind.ReadModifyWrite : isVolatile ? AccessKind.Write : AccessKind.Atomic, call);
            foreach (var part in argument.Value.ChildOperations) Visit(part);
        }
    }

    private void VisitCreation(IObjectCreationOperation creation)
    {
        if (creation.Constructor is { } constructor) VisitDelegates(constructor, creation.Arguments, creation);
        foreach (var child in creation.ChildOperations) Visit(child);
    }

    private void VisitSubscription(IEventAssignmentOperation subscription)
    {
        foreach (var child in subscription.ChildOperations) Visit(child);
        if (!subscription.Adds || subscription.EventReference.Type is null) return;

        var overlaps = (subscription.EventReference as IEventReferenceOperation)?.Event.ContainingType.FullName() == "System.Timers.Timer";
        foreach (var target in DelegateTargets.Of(subscription.HandlerValue))
        {
            if (overlaps) facts.Spawns.Add(new Spawn(target, _roots.Of(Receiver(subscription.HandlerValue)), [], subscription, null, AlwaysParallel: true, StartsHere: false));
        }
    }

    // A call of the submission's own code, or of a delegate it holds.
    private void VisitInvoked(IInvocationOperation call)
    {
        var repeats = Spawning.RepetitionAround(call);
        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
        {
            var held = call.Instance?.Unwrapped();
            if (held is IParameterReferenceOperation parameter)
                facts.ParameterUses.Add(new ParameterUse(parameter.Parameter, _held, Spawned: false, AlwaysParallel: false, repeats, call));
            else if (held is not null)
                foreach (var target in DelegateTargets.Of(held)) AddCall(target, Root.This, call, call.Arguments, repeats);
            return;
        }

        AddCall(call.TargetMethod, _roots.Of(call.Instance), call, call.Arguments, repeats);
    }

    private void AddCall(IMethodSymbol target, Root receiver, IOperation call, ImmutableArray<IArgumentOperation> arguments, SyntaxNode? repeats)
    {
        var definition = target.OriginalDefinition;
        if (definition.DeclaringSyntaxReferences.IsEmpty) return;

        var roots = ArgumentRoots(definition, arguments);
        if (IsTaskLike(target.ReturnType) && Spawning.IsLeftRunning(call))
            facts.Spawns.Add(new Spawn(definition, receiver, roots, call, repeats, AlwaysParallel: false, StartsHere: true));
        else
            facts.Calls.Add(new Call(definition, receiver, roots, _held, call, repeats is not null));
    }

    private ImmutableArray<Root> ArgumentRoots(IMethodSymbol target, ImmutableArray<IArgumentOperation> arguments)
    {
        var roots = new Root[target.Parameters.Length];
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { Ordinal: var at } && at < roots.Length) roots[at] = _roots.Of(argument.Value);
        }

        return [.. roots];
    }

    private void VisitDelegates(IMethodSymbol target, ImmutableArray<IArgumentOperation> arguments, IOperation call)
    {
        var repeats = Spawning.RepetitionAround(call);
        foreach (var (argument, handed) in arguments.SelectMany(argument => Each(argument.Value).Select(one => (argument, one))))
        {
            var value = handed.Unwrapped();
            if (value.Type?.TypeKind != TypeKind.Delegate && handed.Type?.TypeKind != TypeKind.Delegate && value is not (IAnonymousFunctionOperation or IMethodReferenceOperation)) continue;

            // "await Task.Run(...)" runs elsewhere, but nothing runs beside it.
            var spawns = Spawning.Spawns(target) && (Spawning.RunsManyAtOnce(target) || !Spawning.IsAwaitedHere(call));
            if (value is IParameterReferenceOperation parameter && spawns)
                facts.ParameterUses.Add(new ParameterUse(parameter.Parameter, _held, Spawned: true, Spawning.RunsManyAtOnce(target), repeats, call));

            if (value is IParameterReferenceOperation forwarded && !spawns && argument.Parameter is { } inner && !target.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty)
                facts.ParameterUses.Add(new ParameterUse(forwarded.Parameter, _held, Spawned: false, AlwaysParallel: false, repeats, call, inner.OriginalDefinition));

            foreach (var function in DelegateTargets.Of(value))
            {
                var receiver = _roots.Of(Receiver(value));
                if (spawns)
                    facts.Spawns.Add(new Spawn(function, receiver, [], call, repeats, Spawning.RunsManyAtOnce(target), StartsHere: false));
                else if (Spawning.IsPerElementCall(target) && IsTaskLike(function.ReturnType))
                    facts.Spawns.Add(new Spawn(function, receiver, [], call, argument.Syntax, AlwaysParallel: false, StartsHere: true));
                else if (!target.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty && argument.Parameter is { } given)
                    facts.DelegateArguments.Add(new DelegateArgument(function, given.OriginalDefinition, _held, call, repeats));
                else
                    facts.Calls.Add(new Call(function, receiver, [], _held, call, repeats is not null || Spawning.IsPerElementCall(target)));
            }
        }
    }

    // Parallel.Invoke(A, B) gives its delegates as an array.
    private static ImmutableArray<IOperation> Each(IOperation value) => value.Unwrapped() switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        ICollectionExpressionOperation collection => collection.Elements,
        _ => [value],
    };

    private static IOperation? Receiver(IOperation value) => value.Unwrapped() is IMethodReferenceOperation { Instance: var instance } ? instance : null;

    private static bool IsTaskLike(ITypeSymbol type) => type.Name is "Task" or "ValueTask" && type.IsInNamespace("System.Threading.Tasks");

    private void VisitAccessor(IOperation operation, bool isWrite)
    {
        if (operation is not IPropertyReferenceOperation reference || Roots.IsStored(reference.Property)) return;

        // A read-modify-write target goes through both; the setter is what can race.
        var accessor = isWrite ? reference.Property.SetMethod : reference.Property.GetMethod;
        if (accessor is not null && !accessor.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty)
            facts.Calls.Add(new Call(accessor.OriginalDefinition, _roots.Of(reference.Instance), [], _held, operation, Spawning.RepetitionAround(operation) is not null));
    }

    private void Touch(IOperation target, AccessKind kind, IOperation operation)
    {
        if (_roots.Variable(target, ref kind) is not var (variable, root) || root == Root.Owned) return;
        facts.Accesses.Add(new Access(variable, root, kind, _held, operation));
    }
}
