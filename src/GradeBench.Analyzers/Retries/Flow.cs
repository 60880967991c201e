using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>The control flow of one function, with the ways an exception takes.</summary>
internal sealed class Flow
{
    private readonly Dictionary<SyntaxNode, BasicBlock> _blocks = [];

    public Flow(IMethodSymbol function, IOperation body, ControlFlowGraph graph)
    {
        Function = function;
        Body = body;
        Graph = graph;
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in Operations(block).SelectMany(o => o.DescendantsAndSelf()))
            {
                if (!_blocks.ContainsKey(operation.Syntax)) _blocks[operation.Syntax] = block;
            }
        }
    }

    public IMethodSymbol Function { get; }

    /// <summary>The function as written; the graph's own operations are rewritten.</summary>
    public IOperation Body { get; }

    public ControlFlowGraph Graph { get; }

    public BasicBlock? BlockOf(IOperation operation) => _blocks.TryGetValue(operation.Syntax, out var block) ? block : null;

    public static IEnumerable<IOperation> Operations(BasicBlock block) =>
        block.BranchValue is { } value ? block.Operations.Concat([value]) : block.Operations;

    public static IEnumerable<BasicBlock> Successors(BasicBlock block)
    {
        if (block.ConditionalSuccessor?.Destination is { } conditional) yield return conditional;
        if (block.FallThroughSuccessor?.Destination is { } next) yield return next;
    }

    /// <summary>Where an exception in the block can be caught, innermost first: a filter or a catch begins there.</summary>
    public IEnumerable<(ControlFlowRegion Handler, BasicBlock Entry)> Handlers(BasicBlock block)
    {
        // A lambda's regions lie inside those of the function around it, which catch nothing for it.
        for (var region = block.EnclosingRegion; region is not null && region.Kind != ControlFlowRegionKind.Root; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { Kind: ControlFlowRegionKind.TryAndCatch } tried) continue;
            foreach (var handler in tried.NestedRegions.Where(r => r.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler))
                yield return (handler, Graph.Blocks[handler.FirstBlockOrdinal]);
        }
    }

    /// <summary>All blocks that can follow, the start included, without passing through excluded ones.</summary>
    public static HashSet<BasicBlock> Reachable(BasicBlock start, Func<BasicBlock, bool>? isExcluded = null)
    {
        var reached = new HashSet<BasicBlock>();
        var open = new Stack<BasicBlock>();
        open.Push(start);
        while (open.Count > 0)
        {
            var block = open.Pop();
            if (isExcluded?.Invoke(block) == true || !reached.Add(block)) continue;
            foreach (var next in Successors(block)) open.Push(next);
        }

        return reached;
    }

    /// <summary>All functions in the bodies that loop or catch; others cannot try again.</summary>
    public static IEnumerable<Flow> Of(SourceProgram program)
    {
        foreach (var body in program.Bodies)
        {
            foreach (var block in body.Blocks.OfType<IBlockOperation>())
            {
                if (body.Owner is not IMethodSymbol method || !block.DescendantsAndSelf().Any(o => o is ICatchClauseOperation or ILoopOperation or IBranchOperation { BranchKind: BranchKind.GoTo })) continue;
                if (GraphOf(block) is not { } graph) continue;
                foreach (var flow in WithInner(method, block, graph)) yield return flow;
            }
        }
    }

    private static ControlFlowGraph? GraphOf(IOperation block)
    {
        var root = block;
        while (root.Parent is not null) root = root.Parent;
        return root switch
        {
            IMethodBodyOperation method => ControlFlowGraph.Create(method),
            IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor),
            IBlockOperation own => ControlFlowGraph.Create(own),
            _ => null,
        };
    }

    private static IEnumerable<Flow> WithInner(IMethodSymbol function, IOperation body, ControlFlowGraph graph)
    {
        yield return new Flow(function, body, graph);

        foreach (var local in graph.LocalFunctions)
        {
            var written = body.DescendantsAndSelf().OfType<ILocalFunctionOperation>().FirstOrDefault(o => o.Symbol.Is(local));
            if (written?.Body is null) continue;
            foreach (var inner in WithInner(local, written.Body, graph.GetLocalFunctionControlFlowGraph(local))) yield return inner;
        }

        foreach (var lambda in graph.Blocks.SelectMany(Operations).SelectMany(o => o.DescendantsAndSelf()).OfType<IFlowAnonymousFunctionOperation>())
        {
            var written = body.DescendantsAndSelf().OfType<IAnonymousFunctionOperation>().FirstOrDefault(o => o.Syntax == lambda.Syntax);
            if (written is null) continue;
            foreach (var inner in WithInner(lambda.Symbol, written.Body, graph.GetAnonymousFunctionControlFlowGraph(lambda))) yield return inner;
        }
    }
}
