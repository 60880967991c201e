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
    private readonly ConcurrentBag<Task> _ending = [];

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

    /// <summary>Has the host killed; <see cref="DisposeAsync"/> waits until it is gone, and no test has to.</summary>
    public ValueTask EndAsync(CandidateSession session)
    {
        _ending.Add(Task.Run(() => session.DisposeAsync().AsTask()));
        return ValueTask.CompletedTask;
    }

    /// <summary>What all hosts leased have used together so far.</summary>
    public TimeSpan ReadCpuTime() => new(_leased.Sum(host => host.ReadCpuTime().Ticks));

    /// <summary>Ends all hosts and waits until they are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_ending);
        while (_ahead.TryDequeue(out var ahead))
        {
            await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ahead.IsCompletedSuccessfully) _leased.Add(await ahead);
        }

        await Task.WhenAll(_leased.Select(host => host.DisposeAsync().AsTask()));
    }
}
