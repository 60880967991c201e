using Microsoft.Extensions.Time.Testing;

namespace GradeBench.Sandbox.Tests;

public sealed class WarmPoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly Factory _factory = new();

    [Fact]
    public async Task Items_are_made_before_anyone_asks()
    {
        await using var pool = Pool(size: 3);

        await _factory.MadeAsync(3);

        Assert.Equal(3, pool.Ready);
    }

    [Fact]
    public async Task A_leased_item_is_replaced_and_never_handed_out_again()
    {
        await using var pool = Pool(size: 1);
        await _factory.MadeAsync(1);

        var first = await pool.LeaseAsync(TestContext.Current.CancellationToken);
        var second = await pool.LeaseAsync(TestContext.Current.CancellationToken);
        await _factory.MadeAsync(3);

        Assert.NotSame(first, second);
        Assert.False(first.IsDisposed || second.IsDisposed);
    }

    [Fact]
    public async Task A_pool_of_size_zero_makes_on_demand()
    {
        await using var pool = Pool(size: 0);
        Assert.Equal(0, _factory.Made);

        await pool.LeaseAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, _factory.Made);
    }

    [Fact]
    public async Task Held_it_serves_who_waits_and_makes_nothing_in_advance_until_the_last_hold_ends()
    {
        await using var pool = Pool(size: 1);
        await _factory.MadeAsync(1);
        var (one, other) = (pool.Hold(), pool.Hold());

        await pool.LeaseAsync(TestContext.Current.CancellationToken);
        await pool.LeaseAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, _factory.Made);

        one.Dispose();
        one.Dispose();
        Assert.Equal(2, _factory.Made);

        other.Dispose();
        await _factory.MadeAsync(3);
    }

    [Fact]
    public async Task Everyone_who_waits_gets_an_item()
    {
        await using var pool = Pool(size: 1);

        var items = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => pool.LeaseAsync(TestContext.Current.CancellationToken))).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(20, items.Distinct().Count());
    }

    [Fact]
    public async Task A_failing_factory_is_the_lessees_exception()
    {
        _factory.Fails = true;
        await using var pool = Pool(size: 1);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => LeaseWhileTurningTheClockAsync(pool));

        Assert.Equal("The factory is out of order.", exception.Message);
    }

    [Fact]
    public async Task A_failing_factory_is_tried_again_only_after_a_pause_that_grows()
    {
        _factory.Fails = true;
        await using var pool = Pool(size: 4);
        await _factory.TriedAsync(1);
        var parallelAtFirst = _factory.Tried;

        for (var pause = 100; pause <= 400; pause *= 2)
        {
            var before = await _factory.SettledAsync();
            _time.Advance(TimeSpan.FromMilliseconds(pause - 1));
            Assert.Equal(before, await _factory.SettledAsync());
            _time.Advance(TimeSpan.FromMilliseconds(5000));
            await _factory.TriedAsync(before + 1);
        }

        Assert.InRange(parallelAtFirst, 1, 4);
    }

    [Fact]
    public async Task A_recovered_factory_fills_the_pool_again()
    {
        _factory.Fails = true;
        await using var pool = Pool(size: 2);
        await _factory.TriedAsync(1);

        _factory.Fails = false;
        for (var turn = 0; turn < 100 && pool.Ready < 2; turn++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await _factory.SettledAsync();
        }

        Assert.Equal(2, pool.Ready);
    }

    [Fact]
    public async Task An_item_that_waited_too_long_is_disposed_and_replaced()
    {
        await using var pool = Pool(size: 1);
        await _factory.MadeAsync(1);

        _time.Advance(TimeSpan.FromMinutes(11));
        await _factory.MadeAsync(2);

        await Factory.UntilAsync(() => _factory.Items[0].IsDisposed);
        Assert.Same(_factory.Items[1], await pool.LeaseAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_item_that_died_while_waiting_is_not_handed_out()
    {
        await using var pool = Pool(size: 1);
        await _factory.MadeAsync(1);
        _factory.Items[0].IsAlive = false;

        var leased = await pool.LeaseAsync(TestContext.Current.CancellationToken);

        Assert.NotSame(_factory.Items[0], leased);
        await Factory.UntilAsync(() => _factory.Items[0].IsDisposed);
    }

    [Fact]
    public async Task A_lessee_that_gave_up_does_not_take_an_item_with_it()
    {
        _factory.Hold();
        await using var pool = Pool(size: 1);
        using var giveUp = new CancellationTokenSource();

        var lease = pool.LeaseAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lease);
        _factory.LetGo();
        await _factory.MadeAsync(1);

        await pool.LeaseAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Closing_disposes_what_is_ready_and_tells_who_waits()
    {
        var pool = Pool(size: 2);
        await _factory.MadeAsync(2);
        _factory.Hold();
        var taken = new[] { await pool.LeaseAsync(TestContext.Current.CancellationToken), await pool.LeaseAsync(TestContext.Current.CancellationToken) };
        var waiting = pool.LeaseAsync(TestContext.Current.CancellationToken);

        var closing = pool.DisposeAsync();
        _factory.LetGo();
        await closing;

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.LeaseAsync(TestContext.Current.CancellationToken));
        Assert.All(taken, item => Assert.False(item.IsDisposed));
        Assert.All(_factory.Items.Except(taken), item => Assert.True(item.IsDisposed));
    }

    private WarmPool<Item> Pool(int size) => new(new WarmPoolOptions { Size = size }, _factory.MakeAsync, item => item.IsAlive, _time);

    private async Task<Item> LeaseWhileTurningTheClockAsync(WarmPool<Item> pool)
    {
        var lease = pool.LeaseAsync(TestContext.Current.CancellationToken);
        while (!lease.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await lease;
    }

    private sealed class Item : IAsyncDisposable
    {
        public bool IsAlive { get; set; } = true;

        public bool IsDisposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Factory
    {
        private readonly Lock _lock = new();
        private readonly List<Item> _items = [];
        private volatile TaskCompletionSource _gate = Opened();
        private volatile bool _fails;
        private int _tried;

        public bool Fails { get => _fails; set => _fails = value; }

        public int Tried => Volatile.Read(ref _tried);

        public int Made => Items.Count;

        public IReadOnlyList<Item> Items
        {
            get
            {
                lock (_lock)
                {
                    return [.. _items];
                }
            }
        }

        public async Task<Item> MakeAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _tried);
            await _gate.Task;
            if (Fails)
            {
                throw new InvalidOperationException("The factory is out of order.");
            }

            lock (_lock)
            {
                _items.Add(new Item());
                return _items[^1];
            }
        }

        public void Hold() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void LetGo() => _gate.SetResult();

        public Task MadeAsync(int count) => UntilAsync(() => Made >= count);

        public Task TriedAsync(int count) => UntilAsync(() => Tried >= count);

        /// <summary>The number of tries once it stops rising by itself.</summary>
        public async Task<int> SettledAsync()
        {
            var seen = Tried;
            for (var quiet = 0; quiet < 20; quiet++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
                quiet = seen == Tried ? quiet : 0;
                seen = Tried;
            }

            return seen;
        }

        public static async Task UntilAsync(Func<bool> condition)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (!condition())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
            }

            // Made is counted inside the factory; give the pool its turn to take the item over.
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }

        private static TaskCompletionSource Opened()
        {
            var gate = new TaskCompletionSource();
            gate.SetResult();
            return gate;
        }
    }
}
