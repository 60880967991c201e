using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers;

/// <summary>All code of one compilation, in source order: by file path, then by position.</summary>
internal sealed class SourceProgram
{
    public SourceProgram(Compilation compilation, IEnumerable<SourceBody> bodies, bool includeGeneratedCode)
    {
        Compilation = compilation;
        IncludesGeneratedCode = includeGeneratedCode;
        Bodies = [.. bodies
            .Where(body => body.Blocks.Length > 0)
            .OrderBy(body => body.Blocks[0].Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(body => body.Blocks[0].Syntax.SpanStart)];
        Symbols = new WellKnownSymbols(compilation);
    }

    public Compilation Compilation { get; }

    public bool IncludesGeneratedCode { get; }

    public ImmutableArray<SourceBody> Bodies { get; }

    public WellKnownSymbols Symbols { get; }

    /// <summary>All types declared in source, nested ones included, in source order.</summary>
    public IEnumerable<INamedTypeSymbol> Types() =>
        TypesIn(Compilation.Assembly.GlobalNamespace)
            .Where(type => type.Locations.Length > 0 && type.Locations[0].IsInSource)
            .OrderBy(type => type.Locations[0].SourceTree!.FilePath, StringComparer.Ordinal)
            .ThenBy(type => type.Locations[0].SourceSpan.Start);

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
