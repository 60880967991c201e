using System.ComponentModel.DataAnnotations;
using GradeBench.Sandbox.Pooling;

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
    private readonly Backoff _backoff;
    private readonly CancellationTokenSource _closing = new();

    // Guards everything below.
    private readonly Lock _lock = new();
    private readonly Queue<Entry> _ready = new();
    private readonly WaitingLine<T> _waiting = new();
    private readonly BackgroundTasks _making;
    private readonly BackgroundTasks _disposing;
    private int _holds;
    private bool _isClosed;

    /// <param name="make">Makes one item. A failure goes to whoever waits for an item, and the pool pauses before it tries again.</param>
    /// <param name="isUsable">Whether an item that waited is still good; asked before it is handed out.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public WarmPool(WarmPoolOptions options, Func<CancellationToken, Task<T>> make, Func<T, bool>? isUsable = null, TimeProvider? time = null)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        (_options, _make, _isUsable, _time) = (options, make, isUsable ?? (_ => true), time ?? TimeProvider.System);
        _backoff = new Backoff(options.FirstPause, options.LongestPause);
        _making = new BackgroundTasks(_lock, Refill);
        _disposing = new BackgroundTasks(_lock, () => { });
        _inspection = _time.CreateTimer(_ => Inspect(), null, options.MaxIdle / 4, options.MaxIdle / 4);
        Inspect();
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
            ObjectDisposedException.ThrowIf(_isClosed, this);
            TakeOutUnusable();
            var item = _ready.TryDequeue(out var entry) ? Task.FromResult(entry.Item) : _waiting.Join(cancellationToken);
            Refill();
            return item;
        }
    }

    /// <summary>
    /// Makes nothing in advance until all holds are disposed, so that making does not take the processor from whoever uses
    /// what was leased. Who waits for an item is still served.
    /// </summary>
    public IDisposable Hold()
    {
        lock (_lock)
        {
            _holds++;
            return new PoolHold(EndHold);
        }
    }

    /// <summary>Tells who waits, waits for what is being made, and disposes what was not leased.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            _waiting.Fail(new ObjectDisposedException(GetType().Name, "The pool was closed while an item was waited for."));
        }

        await _closing.CancelAsync();
        await _inspection.DisposeAsync();
        await _making.WhenAllAsync();
        lock (_lock)
        {
            while (_ready.TryDequeue(out var entry))
            {
                _disposing.Run(() => entry.Item.DisposeAsync().AsTask());
            }
        }

        await _disposing.WhenAllAsync();
        _closing.Dispose();
    }

    private void EndHold()
    {
        lock (_lock)
        {
            _holds--;
            Refill();
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

    private void Refill()
    {
        // While it fails, one try at a time. Otherwise a burst may start as many at once as the pool holds.
        var allowed = _backoff.IsFailing ? 1 : Math.Max(_options.Size, 1);
        var kept = _holds > 0 ? 0 : _options.Size;
        while (!_isClosed && _making.Count < allowed && _ready.Count + _making.Count < kept + _waiting.Count)
        {
            var pause = _backoff.Pause;
            _making.Run(() => MakeAsync(pause));
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
                _backoff.Failed();
                _waiting.Fail(exception);
            }
        }
    }

    private void HandOver(T item)
    {
        lock (_lock)
        {
            _backoff.Succeeded();
            if (!_waiting.TryServe(item))
            {
                _ready.Enqueue(new Entry(item, _time.GetTimestamp()));
            }
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
                _disposing.Run(() => entry.Item.DisposeAsync().AsTask());
            }
        }
    }

    private readonly record struct Entry(T Item, long Since);
}
