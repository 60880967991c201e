namespace GradeBench.Sandbox.Files;

/// <summary>Where this installation keeps its cached trees and its slot locks.</summary>
internal static class SandboxFolders
{
    public static string Cache(SandboxOptions options)
    {
        var folder = options.CacheFolder ?? Default();
        try
        {
            Directory.CreateDirectory(folder);
            return Path.GetFullPath(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SandboxUnavailableException(
                $"The folder {folder} for the sandbox's files cannot be made: {exception.Message}",
                "Make it writable, or name another one (SandboxOptions.CacheFolder, environment variable XDG_CACHE_HOME).",
                exception);
        }
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
