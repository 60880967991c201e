using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace GradeBench.TestKit.Processes;

/// <summary>One of the product's programs, started from the build's output as an operator would start it.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waits = [];

    private RunningProgram(Process process) => _process = process;

    /// <param name="name">A project that the calling one refers to, so that it was built in the same configuration.</param>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The program under test is a process of ours.")]
    public static RunningProgram Start(string name, IReadOnlyDictionary<string, string> environment)
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var assembly = CheckoutPaths.Of("artifacts", "bin", name, configuration, $"{name}.dll");
        var start = new ProcessStartInfo("dotnet", [assembly])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var (key, value) in environment) start.Environment[key] = value;

        var program = new RunningProgram(new Process { StartInfo = start });
        program._process.OutputDataReceived += (_, line) => program.Keep(line.Data);
        program._process.ErrorDataReceived += (_, line) => program.Keep(line.Data);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>The first line that holds the text, written already or later.</summary>
    public async Task<string> LineAsync(string text, TimeSpan patience)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            if (_lines.Find(l => l.Contains(text, StringComparison.Ordinal)) is { } line) return line;

            _waits.Add((l => l.Contains(text, StringComparison.Ordinal), found));
        }

        var ended = _process.WaitForExitAsync();
        var first = await Task.WhenAny(found.Task, ended, Task.Delay(patience, TimeProvider.System));
        return first == found.Task ? await found.Task : throw new InvalidOperationException($"“{text}” was not written. What was:\n{Log}");
    }

    public string Log
    {
        get { lock (_lines) return string.Join('\n', _lines.TakeLast(60)); }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;

        lock (_lines)
        {
            _lines.Add(line);
            foreach (var (wanted, found) in _waits)
            {
                if (wanted(line)) found.TrySetResult(line);
            }
        }
    }
}
