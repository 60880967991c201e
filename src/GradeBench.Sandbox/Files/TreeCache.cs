namespace GradeBench.Sandbox.Files;

/// <summary>
/// Read-only trees that any user may read, because a sandbox's user cannot traverse the folders they come from (such as
/// /root). A tree's name carries the hash of what it was made from, so it is never changed, only replaced by another.
/// </summary>
internal sealed class TreeCache(string folder, TimeProvider time)
{
    private static readonly TimeSpan KeepUnused = TimeSpan.FromDays(7);

    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode FileMode = FolderMode & ~UnixFileMode.UserWrite;

    /// <summary>The tree of that kind and identity, made by <paramref name="entries"/> if it is not there yet.</summary>
    public async Task<string> GetAsync(string kind, string identity, Func<Task<IReadOnlyList<TreeEntry>>> entries, CancellationToken cancellationToken)
    {
        var tree = Path.Combine(folder, $"{kind}-{identity}");
        if (!Directory.Exists(tree))
        {
            await MakeAsync(tree, await entries(), cancellationToken);
            RemoveUnused(kind, tree);
        }

        TreeManifest.Touch(tree, time.GetUtcNow());
        return tree;
    }

    private static async Task MakeAsync(string tree, IReadOnlyList<TreeEntry> entries, CancellationToken cancellationToken)
    {
        // Made under a name of its own and renamed when complete: a crash or a second process leaves no half tree.
        var draft = $"{tree}.{Guid.NewGuid():N}.draft";
        try
        {
            CreateFolder(draft);
            foreach (var entry in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Write(draft, entry);
            }

            await TreeManifest.WriteAsync(draft, tree, cancellationToken);
            Directory.Move(draft, tree);
        }
        catch (IOException) when (Directory.Exists(tree))
        {
            // Another process was faster; theirs is the same.
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }
    }

    private static void Write(string root, TreeEntry entry)
    {
        var target = Path.Combine(root, entry.Target);
        if (entry is TreeEntry.MountPoint)
        {
            CreateFolder(target);
            return;
        }

        CreateFolder(Path.GetDirectoryName(target)!);
        switch (entry)
        {
            case TreeEntry.Copy copy:
                File.Copy(copy.Source, target, overwrite: true);
                break;
            case TreeEntry.Text text:
                File.WriteAllText(target, text.Content);
                break;
        }

        File.SetUnixFileMode(target, FileMode);
    }

    private static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        CreateFolder(Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(path);
        // Explicitly, because the creation mode is cut down by whatever umask we were started with.
        File.SetUnixFileMode(path, FolderMode);
    }

    private void RemoveUnused(string kind, string keep)
    {
        foreach (var tree in Directory.EnumerateDirectories(folder, $"{kind}-*").Where(tree => tree != keep))
        {
            // A draft has no manifest; one this old is what a crash left.
            if (time.GetUtcNow() - (TreeManifest.LastUsed(tree) ?? Directory.GetCreationTimeUtc(tree)) > KeepUnused) Remove(tree);
        }
    }

    private static void Remove(string tree)
    {
        try
        {
            Directory.Delete(tree, recursive: true);
            TreeManifest.Delete(tree);
        }
        catch (DirectoryNotFoundException)
        {
            // Another process has removed it since it was listed, or renamed it, if it was its draft: what is not there looks old.
        }
    }
}
