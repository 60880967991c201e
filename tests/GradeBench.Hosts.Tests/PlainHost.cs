using System.Diagnostics;
using System.Text;
using GradeBench.Assessments.Judge;

namespace GradeBench.Hosts.Tests;

/// <summary>The real candidate host as an ordinary child process: everything of a sandboxed one but the sandbox.</summary>
internal sealed class PlainHost : IHostConnection
{
    private const int ConsoleCharacters = 1 << 20;

    private readonly Process _process;
    private readonly StringBuilder _console = new();
    private volatile bool _killed;

    private PlainHost(Process process)
    {
        _process = process;
        Completion = WaitAsync();
    }

    public Stream ToHost => _process.StandardInput.BaseStream;

    public Stream FromHost => _process.StandardOutput.BaseStream;

    public Task<HostEnding> Completion { get; }

    public static PlainHost Start()
    {
        var start = new ProcessStartInfo("dotnet", [HostFolder.Path("candidate", "GradeBench.CandidateHost.dll")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x9000000";
#pragma warning disable RS0030 // The sandbox is what these tests leave out on purpose.
        return new PlainHost(Process.Start(start)!);
#pragma warning restore RS0030
    }

    public HostUsage ReadUsage()
    {
        _process.Refresh();
        return new HostUsage(_process.TotalProcessorTime, _process.PeakWorkingSet64);
    }

    public TimeSpan ReadCpuTime() => ReadUsage().CpuTime;

    public string ReadConsole()
    {
        lock (_console) return _console.ToString();
    }

    public async Task KillAsync()
    {
        _killed = true;
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself in the meantime.
        }

        await Completion.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task<HostEnding> WaitAsync()
    {
        var buffer = new char[4096];
        int read;
        while ((read = await _process.StandardError.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            lock (_console)
            {
                if (_console.Length < ConsoleCharacters) _console.Append(buffer, 0, read);
            }
        }

        await _process.WaitForExitAsync().ConfigureAwait(false);
        return _killed ? new HostEnding.Killed() : new HostEnding.Exited($"exit code {_process.ExitCode}");
    }
}
