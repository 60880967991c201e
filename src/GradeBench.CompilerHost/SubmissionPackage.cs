using System.Reflection;
using Microsoft.CodeAnalysis;

namespace GradeBench.CompilerHost;

/// <summary>A package that an assessment may allow. Its metadata is read, and nothing of it is ever loaded here.</summary>
internal sealed class SubmissionPackage(string name, string version, PortableExecutableReference reference)
{
    // Wanted only by a submission that does not compile.
    private readonly Lazy<IReadOnlySet<string>> _namespaces = new(() => NamespacesOf(reference));

    public string Name => name;

    public MetadataReference Reference => reference;

    public static SubmissionPackage Read(string file)
    {
        var version = Directory.GetParent(file)!;
        return new SubmissionPackage(version.Parent!.Name, version.Name, MetadataReference.CreateFromFile(file));
    }

    /// <summary>Whether it has this namespace, or one below it.</summary>
    public bool HasNamespace(string name) =>
        _namespaces.Value.Contains(name) || _namespaces.Value.Any(one => one.StartsWith($"{name}.", StringComparison.Ordinal));

    public override string ToString() => $"{name} {version}";

    private static HashSet<string> NamespacesOf(PortableExecutableReference reference)
    {
        var metadata = ((AssemblyMetadata)reference.GetMetadata()).GetModules()[0].GetMetadataReader();
        return metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public)
            .Select(type => metadata.GetString(type.Namespace))
            .ToHashSet(StringComparer.Ordinal);
    }
}
