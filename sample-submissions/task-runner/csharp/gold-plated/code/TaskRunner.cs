using System.Collections.Concurrent;
using GradeBench.Contracts.TaskRunner;

namespace Enterprise.TaskRunner;

/// <summary>
/// Facade over <see cref="WorkerPool"/>. Supports retries with exponential back-off.
/// </summary>
public sealed class TaskRunner : ITaskRunner
{
    private readonly WorkerPool _pool;
    private readonly RetryPolicy _retryPolicy;
    private readonly TimeProvider _clock;

    public TaskRunner(TaskRunnerOptions options)
    {
        Workers = options.Workers ?? Environment.ProcessorCount;
        if (Workers < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), "The number of workers must be 1 or more.");
        }

        _clock = options.Clock;
        _retryPolicy = new RetryPolicy(maxAttempts: 3, baseDelay: TimeSpan.FromMilliseconds(20), _clock);
        _pool = new WorkerPool(Workers);
    }

    public int Workers { get; }

    public long TotalFinished => _pool.Finished;

    public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        var results = new ConcurrentDictionary<string, TaskOutcome>();

        var pending = tasks.Select(item => _pool.ScheduleAsync(
            async () =>
            {
                results[item.Id] = await ExecuteAsync(item, cancellationToken);
            },
            cancellationToken));

        await Task.WhenAll(pending);

        return tasks.Select(item => results[item.Id]).ToList();
    }

    private async Task<TaskOutcome> ExecuteAsync(WorkItem item, CancellationToken cancellationToken)
    {
        var start = _clock.GetTimestamp();

        try
        {
            var output = await _retryPolicy.ExecuteAsync(() => item.Work(cancellationToken), cancellationToken);
            return new TaskOutcome(item.Id, true, output, null, _clock.GetElapsedTime(start));
        }
        catch (TaskExecutionException exception)
        {
            return new TaskOutcome(item.Id, false, null, exception.Message, _clock.GetElapsedTime(start));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
    }
}
