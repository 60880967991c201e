using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.SharedState;

/// <summary>All functions of a compilation with what they do, and the ways from one to another that symbols alone do not show.</summary>
internal sealed class FunctionGraph
{
    /// <summary>Members that implement an interface of this assembly are called by several threads at once: its contracts say so.</summary>
    private const string ConcurrentContracts = "GradeBench.Contracts";

    private const int MaxForwarding = 4;

    private readonly Dictionary<ISymbol, FunctionFacts> _functions = new(SymbolEqualityComparer.Default);
    private readonly ILookup<ISymbol, ParameterUse> _uses;
    private readonly ILookup<ISymbol, IMethodSymbol> _implementations;
    private readonly SourceProgram _program;

    public FunctionGraph(SourceProgram program)
    {
        _program = program;
        var locks = new Locks(program);
        foreach (var body in program.Bodies)
        {
            foreach (var block in body.Blocks)
            {
                if (body.Owner is IMethodSymbol method && block is IBlockOperation) Add(method.OriginalDefinition, block, locks);
                foreach (var inner in block.SelfAndAll())
                {
                    if (inner is IAnonymousFunctionOperation lambda) Add(lambda.Symbol, lambda.Body, locks);
                    else if (inner is ILocalFunctionOperation { Body: { } local } function) Add(function.Symbol.OriginalDefinition, local, locks);
                }
            }
        }

        _uses = Functions.SelectMany(f => f.ParameterUses).ToLookup(use => (ISymbol)use.Parameter.OriginalDefinition, SymbolEqualityComparer.Default);
        _implementations = Overrides(program).ToLookup(pair => pair.Prescribed, pair => pair.Method, SymbolEqualityComparer.Default);
    }

    public IEnumerable<FunctionFacts> Functions => _functions.Values;

    /// <summary>What a call of the method can lead to: itself, and what overrides or implements it here.</summary>
    public IEnumerable<FunctionFacts> Implementations(IMethodSymbol method)
    {
        if (_functions.TryGetValue(method, out var own)) yield return own;
        foreach (var implementation in _implementations[method])
        {
            if (_functions.TryGetValue(implementation, out var other)) yield return other;
        }
    }

    /// <summary>What becomes of a delegate given for the parameter, also when it is handed on.</summary>
    public IEnumerable<ParameterUse> UsesOf(IParameterSymbol parameter) => UsesOf(parameter, depth: 0);

    /// <summary>Where code starts: members others may call, those that contracts make concurrent among them.</summary>
    public IEnumerable<Entry> Entries()
    {
        var called = new HashSet<ISymbol>(Functions.SelectMany(f => f.Calls).Select(c => (ISymbol)c.Target)
            .Concat(Functions.SelectMany(f => f.Spawns).Select(s => s.Target))
            .Concat(Functions.SelectMany(f => f.DelegateArguments).Select(d => d.Target)), SymbolEqualityComparer.Default);
        var concurrent = new HashSet<ISymbol>(_program.Types().SelectMany(ContractMembers), SymbolEqualityComparer.Default);

        foreach (var function in Functions.Where(f => f.Symbol.MethodKind is not (MethodKind.AnonymousFunction or MethodKind.LocalFunction)))
        {
            var isConstructor = function.Symbol.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor;
            if (concurrent.Contains(function.Symbol))
                yield return new Entry(function.Symbol, Place: null, Concurrent: true, SharedThis: true, SharedArguments: 0, StartsHere: false) { ManyAtOnce = true };
            else if (function.Symbol.DeclaredAccessibility != Accessibility.Private || !called.Contains(function.Symbol))
                // A constructor has its object to itself; what it starts does not.
                yield return new Entry(function.Symbol, Place: null, Concurrent: false, SharedThis: true, SharedArguments: 0, StartsHere: isConstructor);
        }
    }

    private IEnumerable<ParameterUse> UsesOf(IParameterSymbol parameter, int depth)
    {
        foreach (var use in _uses[parameter.OriginalDefinition])
        {
            if (use.ForwardedTo is null) yield return use;
            else if (depth < MaxForwarding)
            {
                foreach (var further in UsesOf(use.ForwardedTo, depth + 1)) yield return further with { Locks = further.Locks.Union(use.Locks) };
            }
        }
    }

    private void Add(IMethodSymbol symbol, IOperation body, Locks locks)
    {
        if (_functions.ContainsKey(symbol)) return;

        var facts = new FunctionFacts(symbol, body);
        new FunctionReader(facts, locks).Read();
        _functions[symbol] = facts;
    }

    private static IEnumerable<ISymbol> ContractMembers(INamedTypeSymbol type)
    {
        if (!type.AllInterfaces.Any(i => i.ContainingAssembly?.Name == ConcurrentContracts)) return [];

        return type.AllInterfaces
            .Where(i => i.ContainingAssembly?.Name == ConcurrentContracts || i.ContainingNamespace?.ToDisplayString() == "System")
            .SelectMany(i => i.GetMembers())
            .Select(type.FindImplementationForInterfaceMember).OfType<IMethodSymbol>().Select(m => m.OriginalDefinition);
    }

    private static IEnumerable<(ISymbol Prescribed, IMethodSymbol Method)> Overrides(SourceProgram program)
    {
        foreach (var type in program.Types())
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
            {
                for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
                    yield return (overridden.OriginalDefinition, method);
            }

            foreach (var prescribed in type.AllInterfaces.Where(i => !i.DeclaringSyntaxReferences.IsEmpty).SelectMany(i => i.GetMembers()).OfType<IMethodSymbol>())
            {
                if (type.FindImplementationForInterfaceMember(prescribed) is IMethodSymbol implementation)
                    yield return (prescribed.OriginalDefinition, implementation.OriginalDefinition);
            }
        }
    }
}
