namespace Enterprise.TaskRunner;

/// <summary>Limits how many operations run at the same time.</summary>
public sealed class WorkerPool : IAsyncDisposable
{
    private readonly SemaphoreSlim _semaphore;
    private readonly CancellationTokenSource _shutdown = new();
    private long _finished;
    private int _disposed;

    public WorkerPool(int size)
    {
        _semaphore = new SemaphoreSlim(size, size);
    }

    public long Finished => Interlocked.Read(ref _finished);

    public async Task ScheduleAsync(Func<Task> operation, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed == 1, this);

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _shutdown.Token);
        await _semaphore.WaitAsync(linked.Token);

        try
        {
            await operation();
        }
        finally
        {
            Interlocked.Increment(ref _finished);
            _semaphore.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _shutdown.CancelAsync();
    }
}
