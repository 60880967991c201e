using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers.SharedState;

/// <summary>What one function does that matters to other threads. A function is a method, an accessor, a lambda or a local function.</summary>
internal sealed class FunctionFacts(IMethodSymbol symbol, IOperation body)
{
    public IMethodSymbol Symbol { get; } = symbol;

    public IOperation Body { get; } = body;

    public List<Access> Accesses { get; } = [];

    public List<Call> Calls { get; } = [];

    public List<Spawn> Spawns { get; } = [];

    /// <summary>Delegates given to a method of the submission, to be followed through its parameter.</summary>
    public List<DelegateArgument> DelegateArguments { get; } = [];

    /// <summary>Where the function invokes a delegate it was given.</summary>
    public List<ParameterUse> ParameterUses { get; } = [];
}

/// <summary>One touch of a variable.</summary>
/// <param name="Variable">A field, an auto-property, or a local or parameter of an enclosing function.</param>
/// <param name="Locks">The locks this function holds at that point.</param>
internal sealed record Access(ISymbol Variable, Root Root, AccessKind Kind, ImmutableHashSet<ISymbol> Locks, IOperation Operation);

/// <summary>A call of another function, run to its end or to its first await before this one goes on.</summary>
internal sealed record Call(IMethodSymbol Target, Root Receiver, ImmutableArray<Root> Arguments, ImmutableHashSet<ISymbol> Locks, IOperation Operation, bool InLoop);

/// <summary>A function set going beside this one.</summary>
/// <param name="Repeats">The loop or lambda that starts it again and again; what is declared inside is new each time.</param>
/// <param name="AlwaysParallel">It runs several times at once by itself: Parallel.For, PLINQ.</param>
/// <param name="StartsHere">Its part before the first await still runs on this thread, before this function goes on.</param>
internal sealed record Spawn(IMethodSymbol Target, Root Receiver, ImmutableArray<Root> Arguments, IOperation Operation, SyntaxNode? Repeats, bool AlwaysParallel, bool StartsHere);

internal sealed record DelegateArgument(IMethodSymbol Target, IParameterSymbol Parameter, ImmutableHashSet<ISymbol> Locks, IOperation Operation, SyntaxNode? Repeats);

/// <param name="ForwardedTo">The parameter of another method it is handed to; null when it is invoked or spawned here.</param>
/// <param name="Spawned">Given on to Task.Run and the like rather than invoked.</param>
internal sealed record ParameterUse(IParameterSymbol Parameter, ImmutableHashSet<ISymbol> Locks, bool Spawned, bool AlwaysParallel, SyntaxNode? Repeats, IOperation Operation, IParameterSymbol? ForwardedTo = null);
