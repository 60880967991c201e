using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers.SharedState;

/// <summary>One way code gets to run: a member others call, or a function set going beside others.</summary>
/// <param name="Concurrent">False for members that are only called one after the other, as far as the code shows.</param>
internal sealed record Entry(IMethodSymbol Function, SyntaxNode? Place, bool Concurrent, bool SharedThis, ulong SharedArguments, bool StartsHere)
{
    /// <summary>Whether several threads can be in it at once.</summary>
    public bool ManyAtOnce { get; init; }

    /// <summary>Whether what starts it runs it several times at once by itself: Parallel.For, PLINQ, a timer.</summary>
    public bool AlwaysParallel { get; init; }

    /// <summary>The loop or lambda that starts it again; what is declared inside is new each time. Null when callers do.</summary>
    public SyntaxNode? Repeats { get; init; }

    /// <summary>Whether even the part before its first await can overlap with itself, because its starter does.</summary>
    public bool StarterOverlaps { get; init; }

    /// <summary>Whether several threads can meet in this entry at the same variable.</summary>
    public bool MeetsItselfAt(ISymbol variable)
    {
        if (!ManyAtOnce) return false;
        if (variable is not (ILocalSymbol or IParameterSymbol { ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.Constructor } })) return true;

        // A local variable is new in each call of its function, and in each turn of a loop it is declared in.
        if (Place is null || variable.DeclaringSyntaxReferences.IsEmpty) return false;
        var declared = variable.DeclaringSyntaxReferences[0].Span;
        var newEachTime = Repeats is not null && Repeats.Span.Contains(declared)
            || Function.DeclaringSyntaxReferences.Any(own => own.SyntaxTree == variable.DeclaringSyntaxReferences[0].SyntaxTree && own.Span.Contains(declared));
        return !newEachTime && (AlwaysParallel || Repeats is not null);
    }
}

/// <summary>An access as it happens under one entry, with the locks of all callers on the way.</summary>
/// <param name="BeforeFirstAwait">Still on the starter's thread.</param>
internal sealed record Visit(Entry Entry, Access Access, ImmutableHashSet<ISymbol> Locks, bool BeforeFirstAwait)
{
    /// <summary>Whether another thread can be here at the same time.</summary>
    public bool IsConcurrent => Entry.Concurrent && (!BeforeFirstAwait || Entry.StarterOverlaps && Access.Variable is IFieldSymbol or IPropertySymbol);
}
