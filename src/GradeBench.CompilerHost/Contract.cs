using Microsoft.CodeAnalysis;

namespace GradeBench.CompilerHost;

/// <summary>What an assessment's submissions implement: the one public interface in its namespace of GradeBench.Contracts, made from its options record.</summary>
internal sealed record Contract(INamedTypeSymbol Interface, INamedTypeSymbol? Options)
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName);

    /// <summary>The contract as a candidate would write it, on one line.</summary>
    public string Quoted
    {
        get
        {
            var bases = Interface.Interfaces.IsEmpty ? "" : $" : {string.Join(", ", Interface.Interfaces.Select(i => i.Name))}";
            var members = Interface.GetMembers().Where(m => m is not IMethodSymbol { AssociatedSymbol: not null })
                .Select(m => m is IPropertySymbol ? $"{m.ToDisplayString(Format)} {{ get; }}" : $"{m.ToDisplayString(Format)};");
            var made = Options is null ? "" : $", made by 'public YourClass({Options.Name} options)'";
            return $"public interface {Interface.Name}{bases} {{ {string.Join(" ", members)} }}{made}";
        }
    }

    /// <summary>Finds the contract of an assessment id such as <c>task-runner</c>; null when the contracts have no such namespace.</summary>
    public static Contract? Find(Compilation compilation, string assessment)
    {
        var name = string.Concat(assessment.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var types = compilation.References
            .Select(compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>()
            .FirstOrDefault(assembly => assembly.Name == ReferenceAssemblies.Contracts)?
            .GlobalNamespace.GetNamespaceMembers().FirstOrDefault(n => n.Name == "GradeBench")?
            .GetNamespaceMembers().FirstOrDefault(n => n.Name == "Contracts")?
            .GetNamespaceMembers().FirstOrDefault(n => n.Name == name)?
            .GetTypeMembers().Where(t => t.DeclaredAccessibility == Accessibility.Public).ToList();

        return types?.FirstOrDefault(t => t.TypeKind == TypeKind.Interface) is { } contract
            ? new Contract(contract, types.FirstOrDefault(t => t.Name.EndsWith("Options", StringComparison.Ordinal)))
            : null;
    }
}
