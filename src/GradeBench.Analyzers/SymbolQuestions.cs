using Microsoft.CodeAnalysis;

namespace GradeBench.Analyzers;

/// <summary>Questions about symbols that Roslyn leaves to its callers.</summary>
internal static class SymbolQuestions
{
    public static bool Is(this ISymbol? symbol, ISymbol? other) => other is not null && SymbolEqualityComparer.Default.Equals(symbol, other);

    public static bool DerivesFrom(this ITypeSymbol? type, ITypeSymbol? ancestor)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.OriginalDefinition.Is(ancestor)) return true;
        }

        return false;
    }

    /// <summary>Whether the type or one of its bases has the full name.</summary>
    public static bool DerivesFromNamed(this ITypeSymbol? type, string fullName)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.FullName() == fullName) return true;
        }

        return false;
    }

    /// <summary>Whether the type's namespace is <paramref name="name"/> or lies below it.</summary>
    public static bool IsInNamespace(this ITypeSymbol? type, string name)
    {
        var full = type?.ContainingNamespace?.ToDisplayString();
        return full is not null && (full == name || full.StartsWith(name + ".", StringComparison.Ordinal));
    }

    /// <summary>Namespace and name without type parameters, for example <c>System.Threading.Interlocked</c>.</summary>
    public static string FullName(this ITypeSymbol? type) =>
        type is null ? "" : type.ContainingType is { } outer ? $"{outer.FullName()}.{type.Name}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.Name}" : type.Name;

    /// <summary>Whether the member only carries out what an interface or a base class prescribes, so its types were not chosen here.</summary>
    public static bool IsPrescribed(this ISymbol member)
    {
        if (member.IsOverride) return true;
        if (member is IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: false } or IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false })
            return true;

        return member.ContainingType is { } type
            && type.AllInterfaces.Any(contract => contract.GetMembers(member.Name)
                .Any(prescribed => type.FindImplementationForInterfaceMember(prescribed).Is(member)));
    }

    /// <summary>Shown to people: the member with its type, without namespaces or parameters.</summary>
    public static string ShortName(this ISymbol symbol) => symbol switch
    {
        ILocalSymbol or IParameterSymbol => symbol.Name,
        { ContainingType: { } type } => $"{type.Name}.{symbol.Name}",
        _ => symbol.Name,
    };

    /// <summary>The symbol's declaration, or none.</summary>
    public static Location Declaration(this ISymbol symbol) =>
        symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? Location.None;
}
