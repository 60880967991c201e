using GradeBench.Assessments;
using GradeBench.Assessments.Judge;
using GradeBench.Sandbox;

namespace GradeBench.Grading;

/// <summary>A candidate host in its sandbox, warmed up and never used. It serves one submission and is then killed.</summary>
internal sealed class CandidateHost : IHostConnection
{
    // The protocol's `ready` is smaller; more would be no ready.
    private const int ReadyBytes = 1024;

    private readonly SandboxedProcess _process;

    private CandidateHost(SandboxedProcess process, Stream fromHost)
    {
        _process = process;
        FromHost = fromHost;
        Completion = EndAsync();
    }

    public Stream ToHost => _process.Input;

    public Stream FromHost { get; }

    public Task<HostEnding> Completion { get; }

    public bool IsUsable => !_process.Completion.IsCompleted;

    /// <summary>What a pack allows, as limits of the sandbox. Time is kept per test by the judge and per run from the lease on.</summary>
    public static SandboxLimits LimitsOf(PackLimits limits) => new()
    {
        Cores = limits.Cores,
        MemoryBytes = limits.MemoryBytes,
        ErrorBytesKept = limits.OutputBytes,
        WallTime = null,
    };

    /// <exception cref="GradingFaultException">The host did not start.</exception>
    public static async Task<CandidateHost> StartAsync(SandboxLauncher launcher, HostLayout layout, SandboxLimits limits, CancellationToken cancellationToken)
    {
        var process = await launcher.StartAsync(
            new SandboxSpec { AppFolder = layout.CandidateFolder, EntryAssembly = HostLayout.CandidateEntry, ProtectsCode = false, Limits = limits }, cancellationToken);
        var beginning = new byte[ReadyBytes];
        var read = await HostStart.WaitAsync(process, "candidate host", token => OnOwnThread(() => process.Output.Read(beginning)).WaitAsync(token), cancellationToken);
        return new CandidateHost(process, new ReplayedStream(beginning.AsMemory(0, read), process.Output));
    }

    public void LimitWallTime(TimeSpan fromNow) => _process.LimitWallTime(fromNow);

    public HostUsage ReadUsage()
    {
        var usage = _process.ReadUsage();
        return new HostUsage(usage.CpuTime, usage.PeakMemoryBytes);
    }

    public TimeSpan ReadCpuTime() => _process.ReadCpuTime();

    public string ReadConsole() => _process.ReadErrors();

    public Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // A pipe that was once read asynchronously does not block any more.
    private static Task<int> OnOwnThread(Func<int> read) =>
        Task.Factory.StartNew(read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task<HostEnding> EndAsync() => await _process.Completion switch
    {
        SandboxOutcome.Exited exited => new HostEnding.Exited($"exit code {exited.ExitCode}"),
        SandboxOutcome.LimitHit hit => new HostEnding.LimitHit(hit.Limit switch
        {
            SandboxLimit.Memory => HostLimit.Memory,
            SandboxLimit.Tasks => HostLimit.Processes,
            SandboxLimit.ErrorOutput => HostLimit.Output,
            SandboxLimit.CpuTime => HostLimit.CpuTime,
            _ => HostLimit.WallClock,
        }),
        SandboxOutcome.Faulted faulted => new HostEnding.Faulted(faulted.Reason),
        _ => new HostEnding.Killed(),
    };
}
