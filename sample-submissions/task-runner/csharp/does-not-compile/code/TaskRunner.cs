using GradeBench.Contracts.TaskRunner;

namespace Runner;

public class TaskRunner : ITaskRunner
{
    private readonly SemaphoreSlim _semaphore;
    private readonly TimeProvider _clock;
    private long _finished;

    public int Workers { get; }

    public long TotalFinished => Interlocked.Read(ref _finished);

    public TaskRunner(TaskRunnerOptions options)
    {
        Workers = options.Workers ?? Environment.ProcessorCount;
        _clock = options.Clock;
        _semaphore = new SemaphoreSlim(Workers, Workers);
    }

    // changed the signature at the last minute, a list is easier for the caller
    public async Task<List<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        var running = tasks.Select(t => RunOneAsync(t, cancellationToken)).ToList();
        var outcomes = await Task.WhenAll(running);
        return outcomes;
    }

    private async Task<TaskOutcome> RunOneAsync(WorkItem item, CancellationToken cancellationToken)
    {
        await _semaphore.WaitAsync(cancellationToken);

        var start = _clock.GetTimestamp();
        try
        {
            var output = await item.Work(cancellationToken);
            return new TaskOutcome(item.Id, true, output, null, _clock.GetElapsedTime(start));
        }
        catch (Exception ex)
        {
            return new TaskOutcome(item.Id, false, ex.Message, _clock.GetElapsedTime(start));
        }
        finally
        {
            Interlocked.Increment(ref _finished);
            _semaphore.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        _semaphore.Dispose();
        return ValueTask.CompletedTask
    }
}
