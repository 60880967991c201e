using System.Collections.Concurrent;
using GradeBench.Sandbox;

namespace GradeBench.Grading;

/// <summary>
/// The sandbox of this process and the hosts that wait in it. Made on first use, in the background: finding and
/// preparing the sandbox, then all hosts at once.
/// </summary>
internal sealed class HostPools : IAsyncDisposable
{
    // For a submission that hangs: those that come after it find their hosts made in advance again.
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(3);

    private readonly GradingOptions _options;
    private readonly TimeProvider _time;
    private readonly HostLayout _layout;
    private readonly ConcurrentDictionary<SandboxLimits, Lazy<WarmPool<CandidateHost>>> _candidates = new();
    private readonly ConcurrentDictionary<Task, SubmissionHosts> _ending = new();

    private HostPools(SandboxLauncher launcher, HostLayout layout, GradingOptions options, TimeProvider time)
    {
        (Launcher, _layout, _options, _time) = (launcher, layout, options, time);
        Compilers = new CompilerHosts(launcher, layout, options, time);
    }

    public SandboxLauncher Launcher { get; }

    public CompilerHosts Compilers { get; }

    /// <exception cref="SandboxUnavailableException">Nothing can be sandboxed safely on this machine, or the hosts are missing.</exception>
    public static async Task<HostPools> CreateAsync(GradingOptions options, SandboxOptions sandbox, TimeProvider time, CancellationToken cancellationToken)
    {
        var layout = HostLayout.Find(options.HostsFolder);
        var launcher = await SandboxLauncher.CreateAsync(sandbox, time: time, cancellationToken: cancellationToken);
        // Fails closed: a machine on which an attack of the doctor's gets through runs no submission at all.
        await new Doctor(layout.ProbeFolder, sandbox, time: time).RequireFitAsync(launcher, cancellationToken);
        var pools = new HostPools(launcher, layout, options, time);
        // Most packs share the default limits, so their hosts can start before anything is known of a submission.
        if (options.WarmCandidates > 0) pools.PoolFor(CandidateHost.LimitsOf(new Assessments.PackLimits()));
        return pools;
    }

    // A pool of nothing makes one after the other; hosts that are not kept ready are wanted all at once.
    public Task<CandidateHost> LeaseCandidateAsync(SandboxLimits limits, CancellationToken cancellationToken) =>
        _options.WarmCandidates > 0 ? PoolFor(limits).LeaseAsync(cancellationToken) : CandidateHost.StartAsync(Launcher, _layout, limits, cancellationToken);

    /// <summary>
    /// While a submission is graded the hosts of the next one are not started yet: starting two takes as much processor
    /// time as the hidden tests do, and would take it from them.
    /// </summary>
    public RefillHold HoldRefills() => new(_candidates.Values.Select(pool => pool.Value), LongestHold, _time);

    /// <summary>
    /// Ends the hosts of a submission whose scorecard is there. They are killed at once; that the kernel takes tens of
    /// milliseconds to clear away a sandbox is nothing to wait for. Whoever disposes the pools does.
    /// </summary>
    public void EndLater(SubmissionHosts hosts)
    {
        var ending = Task.Run(() => hosts.DisposeAsync().AsTask());
        _ending[ending] = hosts;
        // An ending that fails stays, so that disposing says so.
        _ = ending.ContinueWith(
            done => _ending.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_ending.Keys);
        await Task.WhenAll([Compilers.DisposeAsync().AsTask(), .. _candidates.Values.Select(pool => pool.Value.DisposeAsync().AsTask())]);
    }

    private WarmPool<CandidateHost> PoolFor(SandboxLimits limits) => _candidates.GetOrAdd(limits, key => new(() => new WarmPool<CandidateHost>(
        new WarmPoolOptions { Size = _options.WarmCandidates },
        token => CandidateHost.StartAsync(Launcher, _layout, key, token),
        host => host.IsUsable,
        _time))).Value;
}
