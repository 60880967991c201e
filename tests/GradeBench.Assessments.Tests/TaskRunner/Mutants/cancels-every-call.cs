using GradeBench.Contracts.TaskRunner;

namespace TaskRunner;

/// <summary>
/// Runs tasks on a bounded number of workers. A worker is a permit rather than a thread: whoever holds it may have one
/// task under way, and a task that waits costs neither thread nor processor time.
/// </summary>
public sealed class BoundedTaskRunner : ITaskRunner
{
    private readonly SemaphoreSlim _freeWorkers;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _disposing = new();
    private readonly Lock _gate = new();
    private Task? _disposal;
    private long _finished;

    public BoundedTaskRunner(TaskRunnerOptions options)
    {
        Workers = options.Workers ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(Workers, 1, nameof(options));

        _clock = options.Clock;
        _freeWorkers = new SemaphoreSlim(Workers, Workers);
    }

    public int Workers { get; }

    public long TotalFinished => Interlocked.Read(ref _finished);

    public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        using var stopping = LinkToDisposal(cancellationToken);
        using var listening = cancellationToken.Register(_disposing.Cancel);
        var started = new List<Task<TaskOutcome>>(tasks.Count);

        try
        {
            foreach (var task in tasks)
            {
                await _freeWorkers.WaitAsync(stopping.Token);
                started.Add(RunOnFreeWorkerAsync(task, stopping.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // Nothing more is started, but the call belongs to its tasks until the last of them has ended.
            await Task.WhenAll(started);

            // Callers compare the exception's token with theirs, so it must not be the linked one.
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }

        var outcomes = await Task.WhenAll(started);

        cancellationToken.ThrowIfCancellationRequested();
        stopping.Token.ThrowIfCancellationRequested();
        return outcomes;
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
            return new ValueTask(_disposal ??= StopAsync());
    }

    private CancellationTokenSource LinkToDisposal(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposal is not null, this);
            return CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        }
    }

    private async Task<TaskOutcome> RunOnFreeWorkerAsync(WorkItem task, CancellationToken cancellationToken)
    {
        try
        {
            // Work may compute for a while before its first await; on the pool it cannot hold up the tasks behind it.
            return await Task.Run(() => MeasureAsync(task, cancellationToken), CancellationToken.None);
        }
        finally
        {
            Interlocked.Increment(ref _finished);
            _freeWorkers.Release();
        }
    }

    private async Task<TaskOutcome> MeasureAsync(WorkItem task, CancellationToken cancellationToken)
    {
        var start = _clock.GetTimestamp();

        try
        {
            var output = await task.Work(cancellationToken);
            return new TaskOutcome(task.Id, Succeeded: true, output, Error: null, _clock.GetElapsedTime(start));
        }
        catch (Exception exception)
        {
            // Whatever the work throws is its outcome; whether the call was cancelled is decided by the call's token alone.
            return new TaskOutcome(task.Id, Succeeded: false, Output: null, exception.Message, _clock.GetElapsedTime(start));
        }
    }

    private async Task StopAsync()
    {
        await _disposing.CancelAsync();

        // Whoever holds all permits knows that nothing runs any more. They are kept: nothing shall run again.
        for (var worker = 0; worker < Workers; worker++)
            await _freeWorkers.WaitAsync();
    }
}
