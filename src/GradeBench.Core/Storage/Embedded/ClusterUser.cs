namespace GradeBench.Core.Storage.Embedded;

/// <summary>The system user a private cluster runs as.</summary>
internal static class ClusterUser
{
    /// <summary>PostgreSQL refuses to run as root; these are the users it can run as then, in order of preference.</summary>
    private static readonly string[] Unprivileged = ["postgres", "nobody"];

    /// <summary>The user to run PostgreSQL as; null when this process's own user will do.</summary>
    public static string? Choose()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);

        return Unprivileged.FirstOrDefault(known.Contains)
            ?? throw new PostgresFailedException(
                $"PostgreSQL refuses to run as root, and none of the users {string.Join(", ", Unprivileged)} exists. Run GradeBench as an ordinary user.");
    }

    /// <summary>Makes a folder that only that user (and root) can enter.</summary>
    public static async Task MakeFolderAsync(string? user, string folder, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PostgresFailedException("The private cluster needs Unix sockets and users. Set ConnectionStrings__GradeBench to a server.");
        }

        if (user is null)
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        await LocalProgram.RunAsync(null, ["install", "-d", "-m", "700", "-o", user, folder], cancellationToken);
        try
        {
            await LocalProgram.RunAsync(user, ["test", "-w", folder], cancellationToken);
        }
        catch (PostgresFailedException exception)
        {
            throw new PostgresFailedException(
                $"PostgreSQL must run as the user '{user}', who cannot reach {folder}. Choose a folder whose parents anyone may enter: set GRADEBENCH_DATA.",
                exception);
        }
    }
}
