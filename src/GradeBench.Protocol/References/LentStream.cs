namespace GradeBench.Protocol;

/// <summary>One pull from a stream: an item, or the end.</summary>
internal sealed record StreamStep<T>(bool Done, T? Item);

/// <summary>A stream the other end may enumerate, any number of times; each enumeration has its own cursor.</summary>
internal abstract class LentStream(ReferenceScope scope)
{
    public ReferenceScope Scope { get; } = scope;

    public abstract ValueCodec StepType { get; }

    /// <summary>The next <see cref="StreamStep{T}"/>.</summary>
    public abstract Task<object> NextAsync(ulong cursor);

    public abstract Task StopAsync(ulong cursor);
}

internal sealed class LentStream<T> : LentStream
{
    private static readonly ValueCodec Step = ValueCodec.Of(typeof(StreamStep<T>));

    private readonly IAsyncEnumerable<T> _items;
    private readonly IdTable<Cursor> _cursors = new();

    public LentStream(IAsyncEnumerable<T> items, ReferenceScope scope)
        : base(scope)
    {
        _items = items;
        scope.AtEnd(() =>
        {
            foreach (var cursor in _cursors.Values) cursor.Cancel();
        });
    }

    public override ValueCodec StepType => Step;

    public override async Task<object> NextAsync(ulong cursor) =>
        await _cursors.GetOrAdd(cursor, () => new Cursor(_items)).NextAsync().ConfigureAwait(false);

    public override async Task StopAsync(ulong cursor)
    {
        if (_cursors.TryRemove(cursor, out var items)) await items.DisposeAsync().ConfigureAwait(false);
    }

    private sealed class Cursor(IAsyncEnumerable<T> stream) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly SemaphoreSlim _turn = new(1);
        private IAsyncEnumerator<T>? _items;

        public async Task<StreamStep<T>> NextAsync()
        {
            await _turn.WaitAsync().ConfigureAwait(false);
            try
            {
                _items ??= stream.GetAsyncEnumerator(_stopping.Token);
                return await _items.MoveNextAsync().ConfigureAwait(false)
                    ? new StreamStep<T>(false, _items.Current)
                    : new StreamStep<T>(true, default);
            }
            finally
            {
                _turn.Release();
            }
        }

        public void Cancel() => _stopping.Cancel();

        // A pull may still be under way; it sees the cancellation and leaves, then the enumeration is closed.
        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            await _turn.WaitAsync().ConfigureAwait(false);
            if (_items is not null) await _items.DisposeAsync().ConfigureAwait(false);
            _stopping.Dispose();
            _turn.Dispose();
        }
    }
}
