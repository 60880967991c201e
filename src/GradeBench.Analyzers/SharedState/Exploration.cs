using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.SharedState;

/// <summary>Follows the code from every entry through calls and delegates, carrying locks and sharing along, and collects the accesses.</summary>
internal sealed class Exploration(FunctionGraph graph, CancellationToken cancellationToken)
{
    // Far above any submission; stops a hostile one from multiplying contexts.
    private const int MaxStates = 20_000;

    private readonly Dictionary<(ISymbol Function, SyntaxNode Place, bool This, ulong Arguments), Entry> _spawned = [];
    private readonly Queue<Entry> _pending = new();
    private readonly HashSet<State> _seen = [];
    private int _states;

    public List<Visit> Visits { get; } = [];

    /// <summary>Whether anything runs beside anything else.</summary>
    public bool HasConcurrency { get; private set; }

    public void Run(IEnumerable<Entry> entries)
    {
        foreach (var entry in entries) _pending.Enqueue(entry);
        while (_pending.Count > 0) Explore(_pending.Dequeue());
    }

    private void Explore(Entry entry)
    {
        HasConcurrency |= entry.Concurrent;
        _seen.Clear();
        var open = new Stack<State>();
        open.Push(new State(entry.Function, LockSet.None, entry.SharedThis, entry.SharedArguments, Repeated: false, entry.StartsHere));
        while (open.Count > 0 && _states++ < MaxStates)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var state = open.Pop();
            if (!_seen.Add(state)) continue;
            foreach (var facts in graph.Implementations(state.Function)) Enter(entry, state, facts, open);
        }
    }

    private void Enter(Entry entry, State state, FunctionFacts facts, Stack<State> open)
    {
        foreach (var access in facts.Accesses)
        {
            if (IsShared(access.Root, state)) Visits.Add(new Visit(entry, access, state.Locks.With(access.Locks), IsBeforeFirstAwait(state, facts, access.Operation)));
        }

        foreach (var call in facts.Calls)
        {
            open.Push(new State(call.Target, state.Locks.And(call.Locks), IsShared(call.Receiver, state), Mask(call.Arguments, state),
                state.Repeated || call.InLoop, IsBeforeFirstAwait(state, facts, call.Operation)));
        }

        foreach (var spawn in facts.Spawns)
            Start(entry, state, spawn.Target, spawn.Operation, IsShared(spawn.Receiver, state), Mask(spawn.Arguments, state), spawn.Repeats, spawn.AlwaysParallel, spawn.StartsHere);

        foreach (var given in facts.DelegateArguments)
        {
            foreach (var use in graph.UsesOf(given.Parameter))
            {
                if (use.Spawned)
                    Start(entry, state, given.Target, given.Operation, state.SharedThis, 0, given.Repeats ?? use.Repeats, use.AlwaysParallel, startsHere: false);
                else
                    open.Push(new State(given.Target, state.Locks.And(given.Locks).And(use.Locks), state.SharedThis, 0,
                        state.Repeated || given.Repeats is not null || use.Repeats is not null, IsBeforeFirstAwait(state, facts, given.Operation)));
            }
        }
    }

    private void Start(Entry from, State state, IMethodSymbol target, IOperation place, bool sharedThis, ulong sharedArguments, SyntaxNode? repeats, bool alwaysParallel, bool startsHere)
    {
        var many = alwaysParallel || repeats is not null || state.Repeated || from.ManyAtOnce;
        var key = ((ISymbol)target, place.Syntax, sharedThis, sharedArguments);
        if (_spawned.TryGetValue(key, out var known))
        {
            // Seen again from a place that starts it more often: what it starts in turn has to be looked at again.
            if (known.ManyAtOnce || !many) return;
        }

        var entry = new Entry(target, place.Syntax, Concurrent: true, sharedThis, sharedArguments, startsHere)
        {
            ManyAtOnce = many,
            Repeats = repeats,
            AlwaysParallel = alwaysParallel,
            StarterOverlaps = from is { Concurrent: true, ManyAtOnce: true } && !(from.StartsHere && state.Prefix),
        };
        _spawned[key] = entry;
        _pending.Enqueue(entry);
    }

    private static bool IsShared(Root root, State state) => root.Kind switch
    {
        RootKind.Shared => true,
        RootKind.This => state.SharedThis,
        RootKind.Argument => root.Parameter < 64 && (state.SharedArguments & (1UL << root.Parameter)) != 0,
        _ => false,
    };

    private static ulong Mask(ImmutableArray<Root> arguments, State state)
    {
        var mask = 0UL;
        for (var at = 0; at < arguments.Length && at < 64; at++)
        {
            if (IsShared(arguments[at], state)) mask |= 1UL << at;
        }

        return mask;
    }

    // An async function runs on its starter's thread up to its first await; a plain one called from there does so entirely.
    private static bool IsBeforeFirstAwait(State state, FunctionFacts facts, IOperation operation)
    {
        if (!state.Prefix || !facts.Symbol.IsAsync) return state.Prefix;

        var first = facts.Body.SelfAndInner().FirstOrDefault(o => o is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true });
        if (first is null) return true;
        if (operation.Syntax.SpanStart >= first.Syntax.Span.End) return false;

        // In a loop with an await, the second turn comes after it.
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation loop && loop.Syntax.Span.Contains(first.Syntax.Span)) return false;
        }

        return true;
    }

    private readonly record struct State(IMethodSymbol Function, LockSet Locks, bool SharedThis, ulong SharedArguments, bool Repeated, bool Prefix)
    {
        public bool Equals(State other) =>
            Function.Is(other.Function) && Locks.Equals(other.Locks) && SharedThis == other.SharedThis
            && SharedArguments == other.SharedArguments && Repeated == other.Repeated && Prefix == other.Prefix;

        public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Function) ^ Locks.GetHashCode();
    }
}
