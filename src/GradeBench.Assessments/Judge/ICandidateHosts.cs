namespace GradeBench.Assessments.Judge;

/// <summary>Where a run leases its hosts: the warm pool of the sandbox, or plain processes in tests.</summary>
public interface ICandidateHosts
{
    /// <summary>A started host of the submission's language that nobody has used. The run ends it, with <see cref="EndAsync"/> once a session has it.</summary>
    /// <exception cref="HostUnavailableException">None can be started. Ends the run as our fault.</exception>
    ValueTask<IHostConnection> LeaseAsync(CancellationToken cancellationToken);

    /// <summary>Ends a session that nobody needs any more. By default it waits until the host is gone; nothing decided needs that.</summary>
    ValueTask EndAsync(CandidateSession session) => session.DisposeAsync();
}
