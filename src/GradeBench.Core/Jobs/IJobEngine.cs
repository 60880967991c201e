namespace GradeBench.Core.Jobs;

/// <summary>
/// The port to the job engine. What it accepted survives a restart of every process. Every method throws
/// <see cref="JobEngineUnavailableException"/> when the engine's storage does not answer.
/// </summary>
public interface IJobEngine
{
    /// <summary>Has the job done as soon as a worker is free; an idle worker starts within 250 ms.</summary>
    Task EnqueueAsync(Job job, CancellationToken cancellationToken);

    /// <summary>Has the job done once <paramref name="delay"/> has passed, never before.</summary>
    Task ScheduleAsync(Job job, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>
    /// Has the job done again and again, by one worker each time, whoever asks for it. Asking again replaces the interval.
    /// </summary>
    /// <param name="id">Names the recurrence.</param>
    /// <param name="interval">Whole seconds up to a minute that divide it, or whole minutes up to an hour that divide it.</param>
    Task RecurAsync(string id, Job job, TimeSpan interval, CancellationToken cancellationToken);
}
