namespace GradeBench.Sandbox.Launch;

/// <summary>The bubblewrap program of this machine.</summary>
internal sealed record Bubblewrap(string Path, Version Version)
{
    // The first with --disable-userns.
    private static readonly Version Oldest = new(0, 8);

    public const string Remedy = "Install it: apt-get install bubblewrap (Debian, Ubuntu), dnf install bubblewrap (Fedora).";

    public static async Task<Bubblewrap> FindAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var path = options.BubblewrapPath ?? Tool.Find("bwrap");
        if (path is null || !File.Exists(path))
        {
            throw new SandboxUnavailableException($"The program {path ?? "bwrap"} (bubblewrap), which isolates submissions, was not found.", Remedy);
        }

        // "bubblewrap 0.8.0"
        var answer = await Tool.ReadAsync(path, ["--version"], cancellationToken) ?? "";
        return Version.TryParse(answer.Trim().Split(' ')[^1], out var version) && version >= Oldest
            ? new Bubblewrap(path, version)
            : throw new SandboxUnavailableException($"{path} is not bubblewrap {Oldest} or later; it says '{answer.Trim()}'.", Remedy);
    }
}
