using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.SharedState;

/// <summary>
/// Which locals of one function were read from which variables: <c>var n = _count; ...; _count = n + 1;</c> is a
/// read-modify-write in two statements, with all the more room between them. Followed in source order.
/// </summary>
internal sealed class Copies
{
    private readonly Dictionary<ILocalSymbol, Copy> _copies = new(SymbolEqualityComparer.Default);

    /// <summary>A local is given a value.</summary>
    public void Set(ILocalSymbol local, IOperation value)
    {
        var plain = value.Unwrapped();
        var sources = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var symbol in plain.SelfAndInner().Where(o => local.Type.Is(o.Type)).Select(o => o.ReferencedSymbol()).OfType<ISymbol>())
        {
            if (symbol is ILocalSymbol other && _copies.TryGetValue(other, out var copy)) sources.UnionWith(copy.Sources);
            else sources.Add(symbol);
        }

        _copies[local] = new Copy(sources, IsChanged: plain.ReferencedSymbol() is null);
    }

    /// <summary>A local is stepped or added to.</summary>
    public void Change(IOperation target)
    {
        if (target is ILocalReferenceOperation { Local: var local } && _copies.TryGetValue(local, out var copy)) _copies[local] = copy with { IsChanged = true };
    }

    /// <summary>Whether a value was computed from what <paramref name="variable"/> held. Putting back what was there is no change.</summary>
    public bool BuildsOn(IOperation value, ISymbol variable)
    {
        var isPlain = value.Unwrapped() is ILocalReferenceOperation;
        return value.SelfAndInner().OfType<ILocalReferenceOperation>()
            .Any(read => _copies.TryGetValue(read.Local, out var copy) && (copy.IsChanged || !isPlain) && copy.Sources.Contains(variable));
    }

    private sealed record Copy(HashSet<ISymbol> Sources, bool IsChanged);
}
