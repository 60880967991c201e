using System.Collections.Concurrent;

namespace GradeBench.Sandbox.Files;

/// <summary>World-readable copies of programs' folders, each made once per process: hashing a folder is cheap, but not per start.</summary>
internal sealed class AppCopies(TreeCache trees)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _copies = new();

    /// <summary>The copies made so far.</summary>
    public IEnumerable<string> Trees => _copies.Values.Select(copy => copy.Value).Where(copy => copy.IsCompletedSuccessfully).Select(copy => copy.Result);

    public async Task<string> GetAsync(string folder)
    {
        var path = Path.GetFullPath(folder);
        var copy = _copies.GetOrAdd(path, _ => new(() => CopyAsync(path)));
        try
        {
            return await copy.Value;
        }
        catch
        {
            // The next start tries again, for instance after the missing folder was built.
            _copies.TryRemove(new(path, copy));
            throw;
        }
    }

    private async Task<string> CopyAsync(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new SandboxUnavailableException($"The program folder {folder} does not exist.", "Build the solution: hosts are published by the build to artifacts/hosts.");
        }

        // Not cancelled with the one start that happened to be first: others wait for the same copy.
        var identity = await TreeManifest.IdentityAsync(folder, CancellationToken.None);
        return await trees.GetAsync(
            $"app-{Path.GetFileName(folder)}", identity, () => Task.FromResult<IReadOnlyList<TreeEntry>>([.. TreeEntry.CopyFolder(folder, "")]), CancellationToken.None);
    }
}
