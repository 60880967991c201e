using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers;

/// <summary>The framework types the analyzers ask about, resolved once per compilation; null where a reference is missing.</summary>
internal sealed class WellKnownSymbols(Compilation compilation)
{
    public INamedTypeSymbol? Exception { get; } = compilation.GetTypeByMetadataName("System.Exception");

    public INamedTypeSymbol? SystemException { get; } = compilation.GetTypeByMetadataName("System.SystemException");

    public INamedTypeSymbol? OperationCanceledException { get; } = compilation.GetTypeByMetadataName("System.OperationCanceledException");

    public INamedTypeSymbol? EventArgs { get; } = compilation.GetTypeByMetadataName("System.EventArgs");

    public INamedTypeSymbol? CancellationToken { get; } = compilation.GetTypeByMetadataName("System.Threading.CancellationToken");

    public INamedTypeSymbol? Task { get; } = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");

    public INamedTypeSymbol? TaskOfT { get; } = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");

    public INamedTypeSymbol? ValueTask { get; } = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask");

    public INamedTypeSymbol? ValueTaskOfT { get; } = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");

    public INamedTypeSymbol? AsyncEnumerable { get; } = compilation.GetTypeByMetadataName("System.Collections.Generic.IAsyncEnumerable`1");

    public INamedTypeSymbol? HttpClient { get; } = compilation.GetTypeByMetadataName("System.Net.Http.HttpClient");

    /// <summary>Whether values of the type are awaited: a Task or ValueTask.</summary>
    public bool IsTask(ITypeSymbol? type) =>
        type?.OriginalDefinition is { } definition
        && (definition.Is(Task) || definition.Is(TaskOfT) || definition.Is(ValueTask) || definition.Is(ValueTaskOfT));

    /// <summary>Whether the type is an exception. A base that does not resolve counts when its name says so.</summary>
    public bool IsException(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Is(Exception)) return true;
            if (current.TypeKind == TypeKind.Error && current.Name.EndsWith("Exception", StringComparison.Ordinal)) return true;
        }

        return false;
    }

    public bool IsCancellation(ITypeSymbol? type) => type.DerivesFrom(OperationCanceledException);
}
