using GradeBench.Sandbox;

namespace GradeBench.Grading;

/// <summary>Keeps pools from making hosts in advance until it is disposed or its time is over.</summary>
internal sealed class RefillHold : IDisposable
{
    private readonly IReadOnlyList<IDisposable> _holds;
    private readonly ITimer _limit;

    public RefillHold(IEnumerable<WarmPool<CandidateHost>> pools, TimeSpan longest, TimeProvider time)
    {
        _holds = [.. pools.Select(pool => pool.Hold())];
        _limit = time.CreateTimer(_ => End(), null, longest, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _limit.Dispose();
        End();
    }

    private void End()
    {
        foreach (var hold in _holds) hold.Dispose();
    }
}
