namespace GradeBench.Core.Jobs;

/// <summary>
/// Does the jobs of one name, in a scope of its own for each. Engines run a job at least once, so doing it twice must be
/// harmless.
/// </summary>
public interface IJobHandler
{
    string JobName { get; }

    /// <param name="subject">The job's <see cref="Job.Subject"/>.</param>
    /// <param name="cancellationToken">Signalled when the worker stops.</param>
    Task HandleAsync(Guid subject, CancellationToken cancellationToken);
}
