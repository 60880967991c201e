using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers.SharedState;

/// <summary>The locks held on the way to some code; compared by content.</summary>
internal readonly struct LockSet(ImmutableHashSet<ISymbol> names) : IEquatable<LockSet>
{
    public static readonly LockSet None = new(ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default));

    public LockSet And(ImmutableHashSet<ISymbol> more) => more.IsEmpty ? this : new(names.Union(more));

    public ImmutableHashSet<ISymbol> With(ImmutableHashSet<ISymbol> more) => names.Union(more);

    public bool Equals(LockSet other) => other.HasExactly(names);

    public override bool Equals(object? obj) => obj is LockSet other && Equals(other);

    private bool HasExactly(ImmutableHashSet<ISymbol> others) => names.SetEquals(others);

    public override int GetHashCode() => names.Count;
}
