using GradeBench.Contracts.TaskRunner;

namespace TaskRunner;

public class ParallelTaskRunner : ITaskRunner
{
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _disposeCts = new();
    private readonly List<Task> _openRuns = [];
    private int _succeeded;
    private int _failed;
    private bool _disposed;

    public int Workers { get; }

    // both kinds count as finished
    public long TotalFinished => _succeeded + _failed;

    public ParallelTaskRunner(TaskRunnerOptions options)
    {
        Workers = options.Workers ?? Environment.ProcessorCount;
        if (Workers < 1)
            throw new ArgumentOutOfRangeException(nameof(options), Workers, "Workers must be at least 1");

        _clock = options.Clock;
    }

    public Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);

        var run = RunCoreAsync(tasks, cancellationToken);
        lock (_openRuns)
        {
            _openRuns.RemoveAll(r => r.IsCompleted);
            _openRuns.Add(run);
        }

        return run;
    }

    private async Task<IReadOnlyList<TaskOutcome>> RunCoreAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
    {
        using var cts = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposeCts.Token);
        var token = cts.Token;
        token.ThrowIfCancellationRequested();

        // Every worker takes the next index until none is left. Simpler than a queue.
        var outcomes = new TaskOutcome[tasks.Count];
        var next = -1;

        async Task Worker()
        {
            while (!token.IsCancellationRequested)
            {
                var index = Interlocked.Increment(ref next);
                if (index >= tasks.Count)
                    return;

                outcomes[index] = await RunOneAsync(tasks[index], token);
            }
        }

        var workers = Enumerable.Range(0, Math.Min(Workers, tasks.Count)).Select(_ => Task.Run(Worker));
        await Task.WhenAll(workers);

        token.ThrowIfCancellationRequested();
        return outcomes;
    }

    private async Task<TaskOutcome> RunOneAsync(WorkItem item, CancellationToken token)
    {
        var start = _clock.GetTimestamp();
        try
        {
            var output = await item.Work(token);
            _succeeded++;
            return new TaskOutcome(item.Id, true, output, null, _clock.GetElapsedTime(start));
        }
        catch (Exception e)
        {
            _failed++;
            return new TaskOutcome(item.Id, false, null, e.Message, _clock.GetElapsedTime(start));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;

        _disposed = true;
        _disposeCts.Cancel();

        Task[] open;
        lock (_openRuns)
            open = [.. _openRuns];

        foreach (var run in open)
        {
            try
            {
                await run;
            }
            catch (OperationCanceledException)
            {
                // expected, we cancelled it ourselves
            }
        }
    }
}
