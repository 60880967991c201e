using GradeBench.Assessments.Judge;

namespace GradeBench.Hosts.Tests;

/// <summary>Starts a new plain host for every lease, and counts them.</summary>
internal sealed class PlainHosts : ICandidateHosts
{
    private int _leased;

    public int Leased => _leased;

    public ValueTask<IHostConnection> LeaseAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _leased);
        return new(PlainHost.Start());
    }
}
