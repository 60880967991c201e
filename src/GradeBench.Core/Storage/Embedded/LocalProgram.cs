using System.ComponentModel;
using System.Diagnostics;

namespace GradeBench.Core.Storage.Embedded;

/// <summary>Starts PostgreSQL's own programs, as another user where asked to.</summary>
internal static class LocalProgram
{
    /// <summary>Runs a program to its end and returns what it wrote to standard output.</summary>
    /// <param name="user">System user to run as; null for this process's own.</param>
    /// <exception cref="PostgresFailedException">It could not be started or did not end with exit code 0.</exception>
    public static async Task<string> RunAsync(string? user, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var process = Start(user, command);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);

        return process.ExitCode == 0
            ? await output
            : throw new PostgresFailedException(
                $"{Path.GetFileName(command[0])} failed with exit code {process.ExitCode}: {(await errors).Trim()}");
    }

    /// <summary>Starts a program and leaves it running; its standard input is a pipe that closes when this process ends, however it ends.</summary>
    public static Process Start(string? user, IReadOnlyList<string> command)
    {
        IReadOnlyList<string> full = user is null
            ? command
            : ["setpriv", $"--reuid={user}", $"--regid={user}", "--init-groups", "--", .. command];
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(full[0], full.Skip(1))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // The folder this process stands in may be closed to the other user.
                WorkingDirectory = "/",
            },
        };

        // PostgreSQL reads PG* variables; those of the person who starts us must not change the private cluster.
        foreach (var name in process.StartInfo.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            process.StartInfo.Environment.Remove(name);
        }

        try
        {
#pragma warning disable RS0030 // PostgreSQL's own programs, not a submission: there is nothing to sandbox.
            process.Start();
#pragma warning restore RS0030
        }
        catch (Win32Exception exception)
        {
            process.Dispose();
            throw new PostgresFailedException($"{full[0]} could not be started: {exception.Message}", exception);
        }

        return process;
    }
}
