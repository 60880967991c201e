using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GradeBench.Cli.Tests;

/// <summary>The real program, as built beside the tests, in a process of its own.</summary>
internal static class GradebenchProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<Ending> RunAsync(IReadOnlyList<string> arguments, params (string Name, string Value)[] environment)
    {
        using var process = Start(arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        return new Ending(process.ExitCode, await output, await errors);
    }

    public static Process Start(IReadOnlyList<string> arguments, params (string Name, string Value)[] environment)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var process = new Process
        {
            // As from a terminal: a check that runs in the background may hand an ignored Ctrl-C on to everything it starts.
            StartInfo = new ProcessStartInfo("env", ["--default-signal=INT", dotnet, Path.Combine(AppContext.BaseDirectory, "gradebench.dll"), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            },
        };
        foreach (var (name, value) in environment)
        {
            process.StartInfo.Environment[name] = value;
        }

#pragma warning disable RS0030 // The program under test is ours; it does the sandboxing itself.
        process.Start();
#pragma warning restore RS0030
        return process;
    }

    internal sealed record Ending(int ExitCode, string Output, string Errors);
}
