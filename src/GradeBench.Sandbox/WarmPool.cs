using System.ComponentModel.DataAnnotations;

namespace GradeBench.Sandbox;

/// <summary>
/// Keeps single-use items made in advance. Whoever leases one owns it and disposes it; it never comes back. The pool
/// makes the next one in the background, replaces items that waited too long or died, and disposes the rest with itself.
/// </summary>
/// <typeparam name="T">What is kept, such as a host that has answered its first call.</typeparam>
public sealed class WarmPool<T> : IAsyncDisposable
    where T : class, IAsyncDisposable
{
    private readonly WarmPoolOptions _options;
    private readonly Func<CancellationToken, Task<T>> _make;
    private readonly Func<T, bool> _isUsable;
    private readonly TimeProvider _time;
    private readonly ITimer _inspection;
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private readonly Queue<Entry> _ready = new();
    private readonly Queue<TaskCompletionSource<T>> _waiting = new();
    private readonly HashSet<Task> _making = [];
    private int _failures;

    /// <param name="make">Makes one item. A failure goes to whoever waits for an item, and the pool pauses before it tries again.</param>
    /// <param name="isUsable">Whether an item that waited is still good; asked before it is handed out.</param>
    public WarmPool(WarmPoolOptions options, Func<CancellationToken, Task<T>> make, Func<T, bool>? isUsable = null, TimeProvider? time = null)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        (_options, _make, _isUsable, _time) = (options, make, isUsable ?? (_ => true), time ?? TimeProvider.System);
        _inspection = _time.CreateTimer(_ => Inspect(), null, options.MaxIdle / 4, options.MaxIdle / 4);
        lock (_lock)
        {
            Refill();
        }
    }

    /// <summary>How many items are ready now.</summary>
    public int Ready
    {
        get
        {
            lock (_lock)
            {
                return _ready.Count;
            }
        }
    }

    /// <summary>The next item, at once when one is ready. The caller owns it.</summary>
    /// <exception cref="ObjectDisposedException">The pool is closing.</exception>
    /// <exception cref="Exception">What the factory failed with, if it failed while the caller waited.</exception>
    public Task<T> LeaseAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            TakeOutUnusable();
            var ready = _ready.TryDequeue(out var entry) ? Task.FromResult(entry.Item) : null;
            var waiter = ready is null ? Wait(cancellationToken) : null;
            Refill();
            return ready ?? waiter!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] making;
        lock (_lock)
        {
            if (_closing.IsCancellationRequested)
            {
                return;
            }

            _closing.Cancel();
            making = [.. _making];
            FailWaiting(new ObjectDisposedException(GetType().Name, "The pool was closed while an item was waited for."));
        }

        await _inspection.DisposeAsync();
        await Task.WhenAll(making);
        while (_ready.TryDequeue(out var entry))
        {
            await entry.Item.DisposeAsync();
        }

        _closing.Dispose();
    }

    private Task<T> Wait(CancellationToken cancellationToken)
    {
        var waiter = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(waiter);
        var registration = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        _ = waiter.Task.ContinueWith(_ => registration.Dispose(), TaskScheduler.Default);
        return waiter.Task;
    }

    private void Refill()
    {
        var waiting = _waiting.Count(waiter => !waiter.Task.IsCompleted);
        // While it fails, one try at a time. Otherwise a burst may start as many at once as the pool holds.
        var allowed = _failures > 0 ? 1 : Math.Max(_options.Size, 1);
        while (!_closing.IsCancellationRequested && _making.Count < allowed && _ready.Count + _making.Count < _options.Size + waiting)
        {
            var pause = _failures == 0 ? TimeSpan.Zero : Pause(_failures);
            var making = new Task<Task>(() => MakeAsync(pause));
            var whole = making.Unwrap();
            _making.Add(whole);
            _ = whole.ContinueWith(Finished, TaskScheduler.Default);
            making.Start(TaskScheduler.Default);
        }
    }

    private void Finished(Task making)
    {
        lock (_lock)
        {
            _making.Remove(making);
            Refill();
        }
    }

    private async Task MakeAsync(TimeSpan pause)
    {
        try
        {
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, _time, _closing.Token);
            }

            HandOver(await _make(_closing.Token));
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // Closing: whoever waited has been told.
        }
        catch (Exception exception)
        {
            // Whatever it is, it belongs to those who wait; with nobody waiting, the next try tells the next one.
            lock (_lock)
            {
                _failures++;
                FailWaiting(exception);
            }
        }
    }

    private void HandOver(T item)
    {
        lock (_lock)
        {
            _failures = 0;
            while (_waiting.TryDequeue(out var waiter))
            {
                if (waiter.TrySetResult(item))
                {
                    return;
                }
            }

            _ready.Enqueue(new Entry(item, _time.GetTimestamp()));
        }
    }

    private void FailWaiting(Exception exception)
    {
        while (_waiting.TryDequeue(out var waiter))
        {
            waiter.TrySetException(exception);
        }
    }

    private void Inspect()
    {
        lock (_lock)
        {
            TakeOutUnusable();
            Refill();
        }
    }

    private void TakeOutUnusable()
    {
        for (var left = _ready.Count; left > 0; left--)
        {
            var entry = _ready.Dequeue();
            if (_time.GetElapsedTime(entry.Since) < _options.MaxIdle && _isUsable(entry.Item))
            {
                _ready.Enqueue(entry);
            }
            else
            {
                var disposing = Task.Run(async () => await entry.Item.DisposeAsync());
                _making.Add(disposing);
                _ = disposing.ContinueWith(Finished, TaskScheduler.Default);
            }
        }
    }

    private TimeSpan Pause(int failures) =>
        TimeSpan.FromTicks(Math.Min(_options.LongestPause.Ticks, _options.FirstPause.Ticks << Math.Min(failures - 1, 20)));

    private readonly record struct Entry(T Item, long Since);
}
