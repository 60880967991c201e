using System.Collections.Immutable;

namespace GradeBench.CompilerHost;

/// <summary>The packages that assessments may allow, as they were published beside this host.</summary>
internal sealed class SubmissionPackages(ImmutableArray<SubmissionPackage> all)
{
    /// <param name="folder">Holds <c>name/version/assembly.dll</c> for each.</param>
    /// <exception cref="DirectoryNotFoundException">The host was not published: the folder lies beside it only then.</exception>
    public static SubmissionPackages Load(string folder) =>
        new([.. Directory.GetFiles(folder, "*.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(SubmissionPackage.Read)]);

    /// <summary>Those that an assessment allows, always in the same order.</summary>
    /// <exception cref="InvalidOperationException">One is not there: pack and hosts are not of one build.</exception>
    public IReadOnlyList<SubmissionPackage> Named(IReadOnlyList<string> names) =>
        names.FirstOrDefault(name => all.All(package => package.Name != name)) is { } unknown
            ? throw new InvalidOperationException($"This compiler host has no package {unknown}.")
            : [.. all.Where(package => names.Contains(package.Name))];

    /// <summary>The package that has a namespace, or namespaces below it; null when none of ours has.</summary>
    public SubmissionPackage? WithNamespace(string name) => all.FirstOrDefault(package => package.HasNamespace(name));
}
