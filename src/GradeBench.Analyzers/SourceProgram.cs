using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers;

/// <summary>All code of one compilation, in source order: by file path, then by position.</summary>
internal sealed class SourceProgram
{
    // What the analyzers of one compilation share: each has collected the same bodies, and reading them is the costly part.
    private static readonly ConditionalWeakTable<Compilation, SourceProgram> Written = new();
    private static readonly ConditionalWeakTable<Compilation, SourceProgram> WithGenerated = new();

    private readonly Lazy<ImmutableArray<IOperation>> _operations;
    private readonly Lazy<Dictionary<ISymbol, IOperation>> _functions;
    private readonly Lazy<Dictionary<ISymbol, IOperation>> _initialValues;

    public SourceProgram(Compilation compilation, IEnumerable<SourceBody> bodies, bool includeGeneratedCode)
    {
        Compilation = compilation;
        IncludesGeneratedCode = includeGeneratedCode;
        Bodies = [.. bodies
            .Where(body => body.Blocks.Length > 0)
            .OrderBy(body => body.Blocks[0].Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(body => body.Blocks[0].Syntax.SpanStart)];
        Symbols = new WellKnownSymbols(compilation);
        _operations = new(() => [.. Bodies.SelectMany(body => body.Blocks).SelectMany(block => block.SelfAndAll())]);
        _functions = new(FindFunctions);
        _initialValues = new(FindInitialValues);
    }

    /// <summary>The program of a compilation, made by the first analyzer that asks.</summary>
    public static SourceProgram Shared(Compilation compilation, IEnumerable<SourceBody> bodies, bool includeGeneratedCode) =>
        (includeGeneratedCode ? WithGenerated : Written).GetValue(compilation, c => new SourceProgram(c, bodies, includeGeneratedCode));

    public Compilation Compilation { get; }

    public bool IncludesGeneratedCode { get; }

    public ImmutableArray<SourceBody> Bodies { get; }

    public WellKnownSymbols Symbols { get; }

    /// <summary>All operations of all bodies, lambdas and local functions included, in source order.</summary>
    public ImmutableArray<IOperation> Operations => _operations.Value;

    /// <summary>The code of a method, lambda or local function declared in source; null for others.</summary>
    public IOperation? BodyOf(IMethodSymbol function) => _functions.Value.TryGetValue(function.OriginalDefinition, out var body) ? body : null;

    /// <summary>What a function declared in source returns, each place on its own.</summary>
    public IEnumerable<IOperation> Returned(IMethodSymbol function) =>
        BodyOf(function)?.SelfAndInner().OfType<IReturnOperation>().Select(r => r.ReturnedValue).OfType<IOperation>() ?? [];

    /// <summary>What a field or property is initialized with where it is declared; null when it is not.</summary>
    public IOperation? InitialValue(ISymbol variable) => _initialValues.Value.TryGetValue(variable.OriginalDefinition, out var value) ? value : null;

    /// <summary>All types declared in source, nested ones included, in source order.</summary>
    public IEnumerable<INamedTypeSymbol> Types() =>
        TypesIn(Compilation.Assembly.GlobalNamespace)
            .Where(type => type.Locations.Length > 0 && type.Locations[0].IsInSource)
            .OrderBy(type => type.Locations[0].SourceTree!.FilePath, StringComparer.Ordinal)
            .ThenBy(type => type.Locations[0].SourceSpan.Start);

    private Dictionary<ISymbol, IOperation> FindFunctions()
    {
        var functions = new Dictionary<ISymbol, IOperation>(SymbolEqualityComparer.Default);
        foreach (var body in Bodies)
        {
            foreach (var block in body.Blocks)
            {
                if (body.Owner is IMethodSymbol method && block is IBlockOperation) functions[method.OriginalDefinition] = block;
                foreach (var inner in block.SelfAndAll())
                {
                    if (inner is IAnonymousFunctionOperation lambda) functions[lambda.Symbol] = lambda.Body;
                    else if (inner is ILocalFunctionOperation { Body: { } local } function) functions[function.Symbol.OriginalDefinition] = local;
                }
            }
        }

        return functions;
    }

    private Dictionary<ISymbol, IOperation> FindInitialValues()
    {
        var values = new Dictionary<ISymbol, IOperation>(SymbolEqualityComparer.Default);
        foreach (var initializer in Bodies.SelectMany(body => body.Blocks))
        {
            if (initializer is IFieldInitializerOperation field) foreach (var symbol in field.InitializedFields) values[symbol.OriginalDefinition] = field.Value;
            if (initializer is IPropertyInitializerOperation property) foreach (var symbol in property.InitializedProperties) values[symbol.OriginalDefinition] = property.Value;
        }

        return values;
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is not INamespaceOrTypeSymbol inner) continue;
            if (inner is INamedTypeSymbol type) yield return type;
            foreach (var nested in TypesIn(inner)) yield return nested;
        }
    }
}
