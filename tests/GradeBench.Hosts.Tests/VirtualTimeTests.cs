namespace GradeBench.Hosts.Tests;

/// <summary>Time in the host moves only when the judge moves it.</summary>
public sealed class VirtualTimeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delays_of_the_submission_are_fired_in_order_and_reported()
    {
        await using var session = await ProbeSession.StartAsync("""
            public override async ValueTask<long> WaitAsync(TimeSpan delay, CancellationToken token)
            {
                for (var i = 0; i < 4; i++) { await Task.Delay(delay, Clock, token); delay *= 2; }
                return Clock.GetTimestamp();
            }
            """);
        var probe = await session.CreateAsync();

        var waiting = probe.WaitAsync(TimeSpan.FromSeconds(1), Cancellation).AsTask();
        var delays = await session.Clock.RunTimersUntil(waiting);

        Assert.Equal([1, 2, 4, 8], delays.Select(d => d.TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(15).Ticks, await waiting);
        Assert.Equal(TimeSpan.FromSeconds(15), session.Clock.Elapsed);
    }

    [Fact]
    public async Task Work_that_waits_here_is_measured_exactly_there()
    {
        await using var session = await ProbeSession.StartAsync("""
            public override async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<ProbeItem> items, CancellationToken token) =>
                await Task.WhenAll(items.Select(async i =>
                {
                    var started = Clock.GetTimestamp();
                    await i.Work(token);
                    return Clock.GetElapsedTime(started).TotalSeconds.ToString();
                }));
            """);
        var probe = await session.CreateAsync();
        var items = Enumerable.Range(1, 20).Select(i => new Protocol.ProbeItem($"{i}", async token =>
        {
            await Task.Delay(TimeSpan.FromSeconds(i), session.Clock, token);
            return "";
        })).ToList();

        var running = probe.RunAsync(items, Cancellation);
        await session.Clock.WaitForTimersAsync(20, Cancellation);
        await session.Clock.RunTimersUntil(running);

        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"{i}"), await running);
    }

    [Fact]
    public async Task Periodic_timers_tick_and_disposed_ones_do_not()
    {
        await using var session = await ProbeSession.StartAsync("""
            public override async ValueTask<long> WaitAsync(TimeSpan delay, CancellationToken token)
            {
                using var timer = new PeriodicTimer(delay, Clock);
                using var never = Clock.CreateTimer(_ => throw new InvalidOperationException("disposed timers stay silent"), null, delay / 2, Timeout.InfiniteTimeSpan);
                never.Dispose();
                for (var i = 0; i < 3; i++) await timer.WaitForNextTickAsync(token);
                return Clock.GetTimestamp();
            }
            """);
        var probe = await session.CreateAsync();

        var waiting = probe.WaitAsync(TimeSpan.FromSeconds(2), Cancellation).AsTask();
        await session.Clock.RunTimersUntil(waiting);

        Assert.Equal(TimeSpan.FromSeconds(6).Ticks, await waiting);
    }

    [Fact]
    public async Task A_timeout_on_the_virtual_clock_cancels_when_its_time_has_come()
    {
        await using var session = await ProbeSession.StartAsync("""
            public override async ValueTask<long> WaitAsync(TimeSpan delay, CancellationToken token)
            {
                using var timeout = new CancellationTokenSource(delay, Clock);
                try { await Task.Delay(-1, timeout.Token); } catch (OperationCanceledException) { }
                return Clock.GetTimestamp();
            }
            """);
        var probe = await session.CreateAsync();

        var waiting = probe.WaitAsync(TimeSpan.FromSeconds(10), Cancellation).AsTask();
        await session.Clock.WaitForTimersAsync(1, Cancellation);
        session.Clock.Advance(TimeSpan.FromSeconds(9));
        await session.Clock.SettleAsync();
        Assert.False(waiting.IsCompleted);
        session.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(10).Ticks, await waiting);
    }

    [Fact]
    public async Task A_submission_that_spins_does_not_hold_the_clock_up_for_ever()
    {
        await using var session = await ProbeSession.StartAsync("""
            public override async ValueTask<long> WaitAsync(TimeSpan delay, CancellationToken token)
            {
                var waiting = Task.Delay(delay, Clock, token);
                return await Task.Run(() => { while (!waiting.IsCompleted) Thread.SpinWait(10); return Clock.GetTimestamp(); });
            }
            """);
        var probe = await session.CreateAsync();

        var waiting = probe.WaitAsync(TimeSpan.FromSeconds(1), Cancellation).AsTask();
        await session.Clock.RunTimersUntil(waiting);

        Assert.Equal(TimeSpan.FromSeconds(1).Ticks, await waiting);
    }

    [Fact]
    public async Task Threads_the_submission_started_are_at_rest_only_when_they_wait()
    {
        // The second thread works for a while between two waits, and nothing of that is on the pool.
        await using var session = await ProbeSession.StartAsync("""
            private readonly SemaphoreSlim _woken = new(0);
            private long _seen;
            public override Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<ProbeItem> items, CancellationToken token)
            {
                new Thread(() =>
                {
                    while (true)
                    {
                        _woken.Wait();
                        var busy = System.Diagnostics.Stopwatch.StartNew();
                        while (busy.ElapsedMilliseconds < 5) Thread.SpinWait(10);
                        Interlocked.Exchange(ref _seen, Clock.GetTimestamp());
                    }
                }) { IsBackground = true }.Start();
                return Task.FromResult<IReadOnlyList<string>>([]);
            }
            public override async ValueTask<long> WaitAsync(TimeSpan delay, CancellationToken token)
            {
                _woken.Release();
                await Task.Delay(delay, Clock, token);
                return Interlocked.Read(ref _seen);
            }
            """);
        var probe = await session.CreateAsync();
        await probe.RunAsync([], Cancellation);

        for (var i = 0; i < 20; i++)
        {
            var before = session.Clock.Elapsed;
            var waiting = probe.WaitAsync(TimeSpan.FromSeconds(1), Cancellation).AsTask();
            await session.Clock.WaitForTimersAsync(1, Cancellation);
            await session.Clock.RunTimersUntil(waiting);

            Assert.Equal(before.Ticks, await waiting);
        }
    }

    [Fact]
    public async Task Objects_that_share_a_clock_see_the_same_time()
    {
        await using var session = await ProbeSession.StartAsync();
        var (first, second) = (await session.CreateAsync(), await session.CreateAsync());

        var sooner = first.WaitAsync(TimeSpan.FromSeconds(1), Cancellation).AsTask();
        var later = second.WaitAsync(TimeSpan.FromSeconds(3), Cancellation).AsTask();
        await session.Clock.WaitForTimersAsync(2, Cancellation);
        var delays = await session.Clock.RunTimersUntil(Task.WhenAll(sooner, later));

        Assert.Equal([1, 3], delays.Select(d => d.TotalSeconds));
        Assert.Equal([TimeSpan.FromSeconds(1).Ticks, TimeSpan.FromSeconds(3).Ticks], [await sooner, await later]);
    }

    [Fact]
    public async Task An_object_that_is_released_leaves_the_clock()
    {
        await using var session = await ProbeSession.StartAsync();
        var leaving = await session.CreateObjectAsync();
        var waiting = leaving.As<Protocol.IProbe>().WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None).AsTask();
        await session.Clock.WaitForTimersAsync(1, Cancellation);

        await leaving.ReleaseAsync(Cancellation);

        Assert.Equal(0, session.Clock.PendingTimers);
        session.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("still there", (await session.CreateAsync()).Echo("still there"));
        Assert.False(waiting.IsCompleted);
    }
}
