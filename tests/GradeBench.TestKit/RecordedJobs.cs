using System.Collections.Concurrent;
using GradeBench.Core.Jobs;

namespace GradeBench.TestKit;

/// <summary>A job engine that remembers what it was asked for and does nothing.</summary>
public sealed class RecordedJobs : IJobEngine
{
    private readonly ConcurrentQueue<Job> _enqueued = [];
    private readonly ConcurrentQueue<(Job Job, TimeSpan Delay)> _scheduled = [];

    public IReadOnlyList<Job> Enqueued => [.. _enqueued];

    public IReadOnlyList<(Job Job, TimeSpan Delay)> Scheduled => [.. _scheduled];

    /// <summary>While set, every call fails as if the engine's storage did not answer.</summary>
    public bool IsAway { get; set; }

    public Task EnqueueAsync(Job job, CancellationToken cancellationToken) => Record(() => _enqueued.Enqueue(job));

    public Task ScheduleAsync(Job job, TimeSpan delay, CancellationToken cancellationToken) =>
        Record(() => _scheduled.Enqueue((job, delay)));

    public Task RecurAsync(string id, Job job, TimeSpan interval, CancellationToken cancellationToken) => Record(() => { });

    private Task Record(Action record)
    {
        if (IsAway)
        {
            throw new JobEngineUnavailableException("The engine is away because the test said so.", new TimeoutException());
        }

        record();

        return Task.CompletedTask;
    }
}
