using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GradeBench.CompilerHost;

/// <summary>The pinned assemblies submissions are compiled against: the SDK's reference assemblies and the contracts, never the running runtime.</summary>
internal static class ReferenceAssemblies
{
    public const string Contracts = "GradeBench.Contracts";

    /// <summary>Maps every assembly of the folder, in the same order everywhere.</summary>
    /// <exception cref="DirectoryNotFoundException">The host was not published: the folder lies beside it only then.</exception>
    public static ImmutableArray<MetadataReference> Load(string folder) =>
        [.. Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal).Select(file => MetadataReference.CreateFromFile(file))];
}
