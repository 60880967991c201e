using GradeBench.Contracts.TaskRunner;

namespace TaskRunner;

/// <summary>
/// Runs tasks on a fixed number of slots that all calls share.
/// A slot is only a permit: a task that awaits something keeps its slot, but no thread.
/// </summary>
public sealed class PooledTaskRunner : ITaskRunner
{
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _shutdown = new();
    private readonly OpenCalls _openCalls = new();
    private long _totalFinished;

    public PooledTaskRunner(TaskRunnerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        var workers = options.Workers ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);

        Workers = workers;
        _clock = options.Clock;
        _slots = new SemaphoreSlim(workers, workers);
    }

    public int Workers { get; }

    public long TotalFinished => Interlocked.Read(ref _totalFinished);

    public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ObjectDisposedException.ThrowIf(!_openCalls.TryEnter(), this);

        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _shutdown.Token);
            return await RunAllAsync(tasks, stop.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller knows their own token, not the linked one.
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            _openCalls.Leave();
        }
    }

    public async ValueTask DisposeAsync()
    {
        var lastCallEnded = _openCalls.Close();

        await _shutdown.CancelAsync();
        await lastCallEnded;
    }

    private async Task<IReadOnlyList<TaskOutcome>> RunAllAsync(IReadOnlyList<WorkItem> tasks, CancellationToken stop)
    {
        var running = new List<Task<TaskOutcome>>(tasks.Count);

        try
        {
            foreach (var item in tasks)
            {
                // Taking the slot here and not inside the task means that 10,000 items do not become 10,000 waiters.
                await _slots.WaitAsync(stop);
                running.Add(Task.Run(() => RunInSlotAsync(item, stop), CancellationToken.None));
            }
        }
        finally
        {
            // Also after a cancellation: nobody should find tasks still running once the call is over.
            await Task.WhenAll(running);
        }

        stop.ThrowIfCancellationRequested();
        return await Task.WhenAll(running);
    }

    private async Task<TaskOutcome> RunInSlotAsync(WorkItem item, CancellationToken stop)
    {
        var started = _clock.GetTimestamp();

        try
        {
            var output = await item.Work(stop);
            return new TaskOutcome(item.Id, true, output, null, _clock.GetElapsedTime(started));
        }
        catch (Exception exception)
        {
            // A failing task is a result. This has to be broad because we cannot know what the work throws.
            return new TaskOutcome(item.Id, false, null, exception.Message, _clock.GetElapsedTime(started));
        }
        finally
        {
            Interlocked.Increment(ref _totalFinished);
            _slots.Release();
        }
    }
}
