namespace GradeBench.Sandbox.Pooling;

/// <summary>Those who wait for an item, first come first served; whoever gives up leaves the line. Not synchronised.</summary>
internal sealed class WaitingLine<T>
{
    private readonly Queue<TaskCompletionSource<T>> _line = new();

    public int Count => _line.Count(waiter => !waiter.Task.IsCompleted);

    public Task<T> Join(CancellationToken cancellationToken)
    {
        var waiter = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _line.Enqueue(waiter);
        var givingUp = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        _ = waiter.Task.ContinueWith(_ => givingUp.Dispose(), TaskScheduler.Default);
        return waiter.Task;
    }

    /// <returns>False when nobody waits.</returns>
    public bool TryServe(T item)
    {
        while (_line.TryDequeue(out var waiter))
        {
            if (waiter.TrySetResult(item))
            {
                return true;
            }
        }

        return false;
    }

    public void Fail(Exception exception)
    {
        while (_line.TryDequeue(out var waiter))
        {
            waiter.TrySetException(exception);
        }
    }
}
