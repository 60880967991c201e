namespace GradeBench.Core.Intake;

/// <summary>
/// The files below a folder as an upload. Ignored folders are named but not entered, so that a built project is read
/// as quickly as its sources; a link is passed on as what it is named, unopened, and then refused.
/// </summary>
public static class FolderUpload
{
    /// <summary>The parts in path order; at most one more than <see cref="IntakeLimits.MaxEntries"/>, which is enough to be refused.</summary>
    public static IReadOnlyList<UploadPart> Parts(string folder, IntakeLimits limits)
    {
        var parts = new List<UploadPart>();
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var relative) && parts.Count <= limits.MaxEntries)
        {
            foreach (var item in new DirectoryInfo(Path.Combine(folder, relative)).EnumerateFileSystemInfos())
            {
                var name = relative + item.Name;
                if (item is DirectoryInfo { LinkTarget: null })
                {
                    if (IgnoreRules.IgnoredFolder(name, isFolder: true) is null)
                    {
                        folders.Push(name + '/');
                    }
                    else
                    {
                        parts.Add(new UploadPart(name + '/', () => Stream.Null));
                    }
                }
                else
                {
                    parts.Add(item is FileInfo { LinkTarget: null } file
                        ? new UploadPart(name, () => Open(file))
                        : new UploadPart(name, () => Stream.Null, IsLink: true));
                }
            }
        }

        return [.. parts.OrderBy(part => part.Name, StringComparer.Ordinal).Take(limits.MaxEntries + 1)];
    }

    // Pipes and devices have length 0, and opening a pipe would wait for its writer; there is nothing to read in an empty file either.
    private static Stream Open(FileInfo file) => file.Length == 0 ? Stream.Null : file.OpenRead();
}
