using System.Collections.Concurrent;
using GradeBench.Assessments;
using GradeBench.Assessments.Judge;
using GradeBench.Sandbox;

namespace GradeBench.Grading;

/// <summary>The candidate hosts of one grading: leased from the warm pool, counted, and gone when it ends.</summary>
internal sealed class SubmissionHosts(HostPools pools, PackLimits limits) : ICandidateHosts, IAsyncDisposable
{
    private readonly SandboxLimits _limits = CandidateHost.LimitsOf(limits);
    private readonly ConcurrentQueue<Task<CandidateHost>> _ahead = new();
    private readonly ConcurrentBag<CandidateHost> _leased = [];

    /// <summary>Has hosts started now that are needed later.</summary>
    public void StartAhead(int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++) _ahead.Enqueue(pools.LeaseCandidateAsync(_limits, cancellationToken));
    }

    public async ValueTask<IHostConnection> LeaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            var host = await (_ahead.TryDequeue(out var ahead) ? ahead.WaitAsync(cancellationToken) : pools.LeaseCandidateAsync(_limits, cancellationToken));
            _leased.Add(host);
            host.LimitWallTime(limits.Run);
            return host;
        }
        catch (Exception e) when (e is GradingFaultException or SandboxUnavailableException)
        {
            throw new HostUnavailableException(e.Message, e);
        }
    }

    /// <summary>Ends all hosts and says what they used together.</summary>
    public async Task<TimeSpan> EndAllAsync()
    {
        await DisposeAsync();
        return new TimeSpan(_leased.Sum(host => host.ReadUsage().CpuTime.Ticks));
    }

    public async ValueTask DisposeAsync()
    {
        while (_ahead.TryDequeue(out var ahead))
        {
            await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ahead.IsCompletedSuccessfully) _leased.Add(await ahead);
        }

        await Task.WhenAll(_leased.Select(host => host.DisposeAsync().AsTask()));
    }
}
