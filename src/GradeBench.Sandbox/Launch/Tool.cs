using System.ComponentModel;
using System.Diagnostics;

namespace GradeBench.Sandbox.Launch;

/// <summary>Runs a trusted system program, such as ldd, and reads what it prints.</summary>
internal static class Tool
{
    /// <summary>The program's full path, looked up in PATH and in the system folders; null when it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/bin", "/bin", "/usr/sbin", "/sbin"])
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>The full path of a program of util-linux.</summary>
    /// <exception cref="SandboxUnavailableException">It is not installed.</exception>
    public static string Require(string name) =>
        Find(name) ?? throw new SandboxUnavailableException($"The program {name} was not found.", "Install util-linux (Debian and Ubuntu: apt-get install util-linux).");

    /// <returns>Standard output, or null when it could not be started or failed.</returns>
    public static async Task<string?> ReadAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var command = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        command.Environment["LC_ALL"] = "C";

        try
        {
            using var process = await Spawner.StartAsync(command, cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await errors;
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
