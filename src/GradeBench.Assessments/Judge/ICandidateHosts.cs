namespace GradeBench.Assessments.Judge;

/// <summary>Where a run leases its hosts: the warm pool of the sandbox, or plain processes in tests.</summary>
public interface ICandidateHosts
{
    /// <summary>A started host of the submission's language that nobody has used. The run disposes it.</summary>
    /// <exception cref="HostUnavailableException">None can be started. Ends the run as our fault.</exception>
    ValueTask<IHostConnection> LeaseAsync(CancellationToken cancellationToken);
}
