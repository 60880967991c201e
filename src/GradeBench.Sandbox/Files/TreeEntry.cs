namespace GradeBench.Sandbox.Files;

/// <summary>One file to be in a cached tree: copied from somewhere, or with given text.</summary>
/// <param name="Target">Path in the tree, without a leading slash.</param>
internal abstract record TreeEntry(string Target)
{
    public sealed record Copy(string Source, string Target) : TreeEntry(Target);

    public sealed record Text(string Content, string Target) : TreeEntry(Target);

    /// <summary>An empty folder, as a place to mount on.</summary>
    public sealed record MountPoint(string Target) : TreeEntry(Target);

    /// <summary>Every file below a folder, links resolved to what they point at.</summary>
    public static IEnumerable<TreeEntry> CopyFolder(string source, string target) =>
        Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => new Copy(file, Path.Combine(target, Path.GetRelativePath(source, file))));
}
