using System.Diagnostics;

namespace GradeBench.TestKit.Processes;

/// <summary>
/// The test program itself, started once more to play another part: a worker that is about to be killed. It is gone when
/// the test is, at the latest.
/// </summary>
public sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private ChildProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts this program with other arguments; its <c>Main</c> must know them.</summary>
    public static ChildProcess StartThisProgram(params string[] arguments)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(Environment.ProcessPath!, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            },
        };
#pragma warning disable RS0030 // The program started is this test program.
        process.Start();
#pragma warning restore RS0030

        return new ChildProcess(process);
    }

    /// <summary>Waits until the program writes that line.</summary>
    /// <exception cref="InvalidOperationException">It ended before; the message holds what it wrote to standard error.</exception>
    public async Task WaitForLineAsync(string line, CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } read)
        {
            if (read == line)
            {
                return;
            }
        }

        throw new InvalidOperationException($"The child process ended before it wrote '{line}'. Its errors:\n{await _errors}");
    }

    /// <summary>Ends it as <c>kill -9</c> does: it has no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
