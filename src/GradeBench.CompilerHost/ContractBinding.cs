using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GradeBench.CompilerHost;

/// <summary>
/// Checks, before anything runs, that the submission offers what the hidden tests will ask for: one public class that
/// implements the assessment's contract, with the constructor the contract prescribes. The message quotes the contract.
/// </summary>
internal static class ContractBinding
{
    private static readonly DiagnosticDescriptor Missing = Error("GBC001", "No public class implements {0}. The contract is: {1}");
    private static readonly DiagnosticDescriptor Ambiguous = Error("GBC002", "More than one public class implements {0}: {1}. Make all but one internal");
    private static readonly DiagnosticDescriptor Constructor = Error("GBC003", "'{0}' needs a public constructor that takes {1} and nothing else. The contract is: {2}");
    private static readonly DiagnosticDescriptor NotPublic = Error("GBC004", "'{0}' implements {1} but cannot be used: {2}. The contract is: {3}");

    public static ImmutableArray<Diagnostic> Check(Compilation compilation, string assessment)
    {
        if (Contract.Find(compilation, assessment) is not { } contract) return [];

        var implementations = TypesIn(compilation.Assembly.GlobalNamespace)
            .Where(type => type.TypeKind == TypeKind.Class && type.AllInterfaces.Contains(contract.Interface, SymbolEqualityComparer.Default))
            .OrderBy(type => type.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(type => type.Locations[0].SourceSpan.Start)
            .ToList();
        var usable = implementations.Where(type => Obstacle(type) is null).ToList();

        if (usable.Count == 1) return CheckConstructor(usable[0], contract);
        if (usable.Count > 1)
            return [Diagnostic.Create(Ambiguous, usable[1].Locations[0], contract.Interface.Name, string.Join(", ", usable.Select(t => t.Name)))];
        return implementations.Count == 0
            ? [Diagnostic.Create(Missing, Location.None, contract.Interface.Name, contract.Quoted)]
            : [Diagnostic.Create(NotPublic, implementations[0].Locations[0], implementations[0].Name, contract.Interface.Name, Obstacle(implementations[0]), contract.Quoted)];
    }

    private static ImmutableArray<Diagnostic> CheckConstructor(INamedTypeSymbol type, Contract contract) =>
        contract.Options is null || type.InstanceConstructors.Any(constructor =>
            constructor.DeclaredAccessibility == Accessibility.Public
            && constructor.Parameters.Length == 1
            && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, contract.Options))
            ? []
            : [Diagnostic.Create(Constructor, type.Locations[0], type.Name, contract.Options.Name, contract.Quoted)];

    private static string? Obstacle(INamedTypeSymbol type)
    {
        if (type.IsAbstract) return "it is abstract";
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsGenericType) return "it is generic";
            if (current.DeclaredAccessibility != Accessibility.Public) return $"'{current.Name}' is not public";
        }

        return null;
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member =>
            member is INamedTypeSymbol type ? TypesIn(type).Prepend(type) : TypesIn(member));

    private static DiagnosticDescriptor Error(string id, string message) =>
        new(id, "The submission does not fit the contract", message, "contract", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
