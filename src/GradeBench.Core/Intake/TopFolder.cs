namespace GradeBench.Core.Intake;

/// <summary>Takes away the one folder around everything, which most tools put there, so that paths read alike.</summary>
internal static class TopFolder
{
    public static (IReadOnlyList<SourceFile> Files, IReadOnlyList<IgnoredEntry> Ignored) Strip(
        IEnumerable<SourceFile> files, IEnumerable<IgnoredEntry> ignored)
    {
        var sources = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var others = ignored.ToList();

        // What macOS adds beside the folder does not make it two folders.
        var paths = sources.Select(file => file.Path)
            .Concat(others.Select(entry => entry.Path).Where(path => path != "__MACOSX/" && path != ".DS_Store"));
        var tops = paths.Select(path => path.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? path[..(slash + 1)] : "").Distinct().ToList();
        if (tops is not [{ Length: > 0 } top])
        {
            return (sources, others);
        }

        return (
            [.. sources.Select(file => file with { Path = file.Path[top.Length..] })],
            [.. others.Select(entry => entry.Path.StartsWith(top, StringComparison.Ordinal) && entry.Path.Length > top.Length
                ? entry with { Path = entry.Path[top.Length..] }
                : entry)]);
    }
}
