namespace GradeBench.Sandbox.Files;

/// <summary>Where this installation keeps its cached trees and its slot locks.</summary>
internal static class SandboxFolders
{
    private const UnixFileMode Anyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static string Cache(SandboxOptions options)
    {
        var folder = options.CacheFolder ?? Default();
        try
        {
            Directory.CreateDirectory(folder);
            return Environment.IsPrivilegedProcess ? OpenToOthers(Path.GetFullPath(folder)) : Path.GetFullPath(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SandboxUnavailableException(
                $"The folder {folder} for the sandbox's files cannot be made: {exception.Message}",
                "Make it writable, or name another one (SandboxOptions.CacheFolder, environment variable XDG_CACHE_HOME).",
                exception);
        }
    }

    /// <summary>
    /// Where slots are locked: one place for all processes of a user, whatever their options, because slots name control
    /// groups and users, and those are shared too.
    /// </summary>
    public static string Slots()
    {
        var folder = Environment.IsPrivilegedProcess ? "/run/gradebench"
            : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Directory.Exists(runtime) ? Path.Combine(runtime, "gradebench")
            : Default();
        try
        {
            // Closed to others: whoever can open a slot's file can hold it.
            return Directory.CreateDirectory(Path.Combine(folder, "slots"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SandboxUnavailableException($"The folder {folder} for the sandboxes' locks cannot be made: {exception.Message}", "Make it writable.", exception);
        }
    }

    /// <summary>Root's sandboxes run as other users, who must get at their files.</summary>
    private static string OpenToOthers(string folder)
    {
        // Ours alone to change: whatever the umask was when it was made.
        File.SetUnixFileMode(folder, Anyone);
        for (var parent = Path.GetDirectoryName(folder); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (!File.GetUnixFileMode(parent).HasFlag(UnixFileMode.OtherExecute))
            {
                throw new SandboxUnavailableException(
                    $"The folder {folder} for the sandbox's files cannot be reached by the sandbox's users, because {parent} is closed to them.",
                    "Name a folder that every user can enter (SandboxOptions.CacheFolder).");
            }
        }

        return folder;
    }

    private static string Default()
    {
        if (Environment.IsPrivilegedProcess)
        {
            return "/var/cache/gradebench";
        }

        var home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache");
        return Path.Combine(home, "gradebench");
    }
}
