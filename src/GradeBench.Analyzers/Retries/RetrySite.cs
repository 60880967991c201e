using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>A place where a failed operation is tried again.</summary>
/// <param name="Attempts">The calls that are tried again.</param>
/// <param name="Cycle">The code that runs again with each attempt: a loop, or a function that calls itself.</param>
/// <param name="Handlers">The catch clauses after which it is tried again.</param>
/// <param name="Failures">Conditions on the result after which it is tried again.</param>
/// <param name="Again">Blocks on the way from a failure back to an attempt.</param>
internal sealed record RetrySite(
    Flow Flow,
    IReadOnlyList<IInvocationOperation> Attempts,
    IOperation Cycle,
    IReadOnlyList<ICatchClauseOperation> Handlers,
    IReadOnlyList<IOperation> Failures,
    IReadOnlyList<BasicBlock> Starts,
    HashSet<BasicBlock> Again,
    BasicBlock Target)
{
    /// <summary>What a parameter gets in the next attempt; empty unless the retry is a recursion.</summary>
    public IReadOnlyDictionary<ISymbol, IOperation> Updates { get; init; } = new Dictionary<ISymbol, IOperation>(SymbolEqualityComparer.Default);

    /// <summary>Tried once more at most, in so many words.</summary>
    public bool OnlyOnce { get; init; }

    public Location Place => Cycle is ILoopOperation ? Cycle.Syntax.GetFirstToken().GetLocation() : Attempts[0].Location();
}
