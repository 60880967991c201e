using System.Diagnostics;
using GradeBench.CompilerHost.Tests;
using GradeBench.Protocol;

[assembly: AssemblyFixture(typeof(PublishedHost))]

namespace GradeBench.CompilerHost.Tests;

/// <summary>The compiler host as it is published, started as a process; one for all tests, a new one after it was killed.</summary>
public sealed class PublishedHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private Process? _process;
    private CompilerSession? _session;

    public async Task<Reading> CompileAsync(params SourceFile[] files) => await CompileAsync(new CompileRequest(files, "task-runner", []));

    public async Task<Reading> CompileAsync(CompileRequest request, AnalysisPart part = AnalysisPart.All)
    {
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            _session ??= await StartAsync(patience.Token);
            var compiled = await _session.CompileAsync(request, patience.Token);
            return new Reading(compiled, await _session.AnalyseAsync(part, patience.Token));
        }
        catch
        {
            Kill();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<CompilerSession> StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [HostPath]) { RedirectStandardInput = true, RedirectStandardOutput = true };
#pragma warning disable RS0030 // These tests are about the program itself; the sandbox has tests of its own.
        _process = Process.Start(start)!;
#pragma warning restore RS0030
        var session = new CompilerSession(_process.StandardInput.BaseStream, _process.StandardOutput.BaseStream);
        await session.WaitUntilReadyAsync(cancellationToken);
        return session;
    }

    private void Kill()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
        (_process, _session) = (null, null);
    }

    /// <summary>The checkout the tests were built from.</summary>
    internal static string Checkout
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GradeBench.sln"))) folder = folder.Parent;
            return folder!.FullName;
        }
    }

    private static string HostPath => Path.Combine(Checkout, "artifacts", "hosts", "compiler", "GradeBench.CompilerHost.dll");
}
