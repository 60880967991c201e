using System.Security.Cryptography;

namespace GradeBench.Sandbox.Files;

/// <summary>The hashes of a cached tree's files, in a file beside the tree: lines of "sha256  path". Its time says when the tree was last used.</summary>
internal static class TreeManifest
{
    public static async Task WriteAsync(string folder, string tree, CancellationToken cancellationToken)
    {
        var lines = await HashAsync(folder, cancellationToken);
        var draft = $"{folder}.manifest";
        await File.WriteAllLinesAsync(draft, lines, cancellationToken);
        File.Move(draft, PathOf(tree), overwrite: true);
    }

    /// <returns>Files that were changed, added or removed since the tree was made.</returns>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(string tree, CancellationToken cancellationToken)
    {
        var expected = await File.ReadAllLinesAsync(PathOf(tree), cancellationToken);
        var actual = await HashAsync(tree, cancellationToken);
        return [.. expected.Except(actual).Concat(actual.Except(expected)).Select(line => line[(line.IndexOf(' ') + 2)..]).Distinct()];
    }

    /// <summary>A hash over names and contents of all files, independent of where the folder lies and when it was written.</summary>
    public static async Task<string> IdentityAsync(string folder, CancellationToken cancellationToken) =>
        Shorten(string.Join('\n', await HashAsync(folder, cancellationToken)));

    public static string Shorten(string identity) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(identity)).AsSpan(0, 8));

    public static void Touch(string tree, DateTimeOffset now)
    {
        try
        {
            File.SetLastWriteTimeUtc(PathOf(tree), now.UtcDateTime);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or FileNotFoundException)
        {
            // Someone else's cache, or a manifest another process is just replacing: it only ages.
        }
    }

    public static DateTimeOffset? LastUsed(string tree) => File.Exists(PathOf(tree)) ? File.GetLastWriteTimeUtc(PathOf(tree)) : null;

    public static void Delete(string tree) => File.Delete(PathOf(tree));

    private static string PathOf(string tree) => tree + ".manifest";

    private static async Task<IReadOnlyList<string>> HashAsync(string folder, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await using var content = File.OpenRead(file);
            lines.Add($"{Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken))}  {Path.GetRelativePath(folder, file)}");
        }

        return lines;
    }
}
