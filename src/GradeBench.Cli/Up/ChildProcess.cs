using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GradeBench.Cli.Up;

/// <summary>
/// A running program of GradeBench: writes its output to a log file, stops in order when asked and at once when it does
/// not listen, and never outlives this process.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int LinesKept = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Queue<string> _lastLines = new();
    private readonly TimeProvider _clock;

    private ChildProcess(InstalledApp app, Process process, string logFile, TimeProvider clock)
    {
        (Name, LogFile, _process, _clock) = (app.Name, logFile, process, clock);
        _log = new StreamWriter(logFile, append: true) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public string Name { get; }

    public string LogFile { get; }

    public Task Ended { get; private set; } = Task.CompletedTask;

    public static async Task<ChildProcess> StartAsync(
        ProcessStarter starter, InstalledApp app, string logFile, IReadOnlyDictionary<string, string> environment, TimeProvider clock)
    {
        // A session of its own keeps the terminal's Ctrl-C away, so that the programs stop one after the other; the
        // death signal stops them when this process is killed and cannot.
        var start = new ProcessStartInfo("setpriv", ["--pdeathsig", "TERM", "--", "setsid", InstalledApp.Dotnet, app.Assembly])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetDirectoryName(app.Assembly),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(app, new Process { StartInfo = start }, logFile, clock);
        await starter.StartAsync(child._process);
        child._process.StandardInput.Close();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        child.Ended = child._process.WaitForExitAsync();
        return child;
    }

    /// <summary>What to tell the user after it ended by itself.</summary>
    public UpException Died()
    {
        lock (_lastLines)
        {
            return new UpException(
                $"The {Name} ended by itself with exit code {_process.ExitCode}. Its last lines (all of them are in {LogFile}):"
                + Environment.NewLine + string.Join(Environment.NewLine, _lastLines.Select(line => "  " + Core.Intake.UntrustedText.OneLine(line, 400))));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!Ended.IsCompleted)
        {
            _ = Kill(_process.Id, SigTerm);
            try
            {
                await Ended.WaitAsync(Patience, _clock);
            }
            catch (TimeoutException)
            {
                _process.Kill(entireProcessTree: true);
                await Ended;
            }
        }

        _process.Dispose();
        await _log.DisposeAsync();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lastLines)
        {
            if (_lastLines.Count == LinesKept)
            {
                _lastLines.Dequeue();
            }

            _lastLines.Enqueue(line);
            _log.WriteLine(line);
        }
    }
}
