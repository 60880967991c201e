using System.Diagnostics;
using GradeBench.Protocol;

namespace GradeBench.Hosts.Tests;

/// <summary>What crosses between a test and a submission, through the real host.</summary>
public sealed class CandidateSessionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Values_of_every_kind_survive_the_round_trip()
    {
        await using var session = await ProbeSession.StartAsync();
        var probe = await session.CreateAsync(number: 42);
        var values = new ProbeValues(
            double.NegativeInfinity, 79228162514264337593543950335m, long.MinValue, "ä\ud83d\ude00\"\\\n", TimeSpan.FromTicks(-1),
            new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)), Guid.NewGuid(), DayOfWeek.Saturday, [0, 255],
            new Dictionary<string, int> { ["$token"] = 1, [""] = 2 });

        var returned = await probe.RoundTripAsync(values);

        Assert.Equal(42, probe.Number);
        Assert.Equal("text", probe.Echo("text"));
        Assert.Equivalent(values, returned, strict: true);
    }

    [Fact]
    public async Task Not_a_number_and_null_arrive_as_themselves()
    {
        await using var session = await ProbeSession.StartAsync(
            "public override Task<ProbeValues> RoundTripAsync(ProbeValues v) => Task.FromResult(v with { Real = double.NaN, Text = null });");
        var probe = await session.CreateAsync();

        var returned = await probe.RoundTripAsync(new ProbeValues(1, 1, 1, "text", default, default, default, default, [], new Dictionary<string, int>()));

        Assert.True(double.IsNaN(returned.Real));
        Assert.Null(returned.Text);
    }

    [Fact]
    public async Task Delegates_run_here_at_the_same_time_and_get_the_submissions_token()
    {
        await using var session = await ProbeSession.StartAsync("""
            public override async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<ProbeItem> items, CancellationToken token)
            {
                using var own = new CancellationTokenSource();
                var running = items.Select(i => i.Work(own.Token)).ToList();
                own.Cancel();
                return await Task.WhenAll(running);
            }
            """);
        var probe = await session.CreateAsync();
        var started = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var items = Enumerable.Range(0, 50).Select(i => new ProbeItem($"{i}", async token =>
        {
            if (Interlocked.Increment(ref started) == 50) all.SetResult();
            await all.Task;
            var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = token.Register(cancelled.SetResult);
            await cancelled.Task;
            return $"result {i}";
        })).ToList();

        var results = await probe.RunAsync(items, Cancellation);

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"result {i}"), results);
    }

    [Fact]
    public async Task A_delegate_with_a_known_answer_gives_it_without_asking()
    {
        await using var session = await ProbeSession.StartAsync("""
            public override async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<ProbeItem> items, CancellationToken token)
            {
                var (known, asked) = (items[0].Work(token), items[1].Work(token));
                return [$"{known.IsCompletedSuccessfully} {await known} {await items[0].Work(token)}", $"{asked.IsCompleted} {await asked}"];
            }

            public override Task NotifyAsync(Action<string> listener) { listener("nobody hears this"); return Task.CompletedTask; }
            """);
        var probe = await session.CreateAsync();
        ProbeItem[] items =
        [
            new("known", KnownAnswer.Of<Func<CancellationToken, Task<string>>>("the answer")),
            new("asked", async _ =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
                return "another";
            }),
        ];

        Assert.Equal(["True the answer the answer", "False another"], await probe.RunAsync(items, Cancellation));
        await probe.NotifyAsync(KnownAnswer.Of<Action<string>>(null));
    }

    [Fact]
    public async Task Four_thousand_callbacks_are_served()
    {
        await using var session = await ProbeSession.StartAsync();
        var probe = await session.CreateAsync();
        var calls = 0;
        var items = Enumerable.Range(0, 4000).Select(i => new ProbeItem($"{i}", _ => Task.FromResult($"{Interlocked.Increment(ref calls)}"))).ToList();

        var started = Stopwatch.GetTimestamp();
        var results = await probe.RunAsync(items, Cancellation);

        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
        Assert.Equal(4000, calls);
        Assert.Equal(4000, results.Distinct().Count());
    }

    [Fact]
    public async Task Cancelling_a_token_reaches_the_submission_and_ends_the_call_as_cancelled()
    {
        await using var session = await ProbeSession.StartAsync(
            "public override async ValueTask<long> WaitAsync(TimeSpan delay, CancellationToken token) { await Task.Delay(-1, token); return 0; }");
        var probe = await session.CreateAsync();
        using var cancelling = new CancellationTokenSource();

        var waiting = probe.WaitAsync(TimeSpan.Zero, cancelling.Token).AsTask();
        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.True(waiting.IsCanceled);
    }

    [Fact]
    public async Task A_token_cancelled_beforehand_is_cancelled_there_from_the_start()
    {
        await using var session = await ProbeSession.StartAsync(
            "public override ValueTask<long> WaitAsync(TimeSpan delay, CancellationToken token) => new(token.IsCancellationRequested ? 1 : 0);");
        var probe = await session.CreateAsync();

        Assert.Equal(1, await probe.WaitAsync(TimeSpan.Zero, new CancellationToken(canceled: true)));
        Assert.Equal(0, await probe.WaitAsync(TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public async Task Exceptions_arrive_with_type_message_properties_and_inner_chain()
    {
        await using var session = await ProbeSession.StartAsync("""
            public sealed class OddException(string message, Exception inner) : Exception(message, inner) { public int Attempts => 3; public object Broken => throw new Exception(); }
            public override string Echo(string text) => text switch
            {
                "own" => throw new OddException("outer", new TimeoutException("inner")),
                "long" => throw new InvalidOperationException(new string('x', 100_000)),
                _ => throw new ObjectDisposedException("runner"),
            };
            """);
        var probe = await session.CreateAsync();

        var own = Assert.Throws<RemoteException>(() => probe.Echo("own"));
        var cut = Assert.Throws<InvalidOperationException>(() => probe.Echo("long"));
        Assert.Throws<ObjectDisposedException>(() => probe.Echo("disposed"));

        Assert.EndsWith("OddException", own.TypeName, StringComparison.Ordinal);
        Assert.Equal("outer", own.Message);
        Assert.Equal("3", own.Error.Properties["Attempts"]);
        Assert.Equal("inner", Assert.IsType<TimeoutException>(own.InnerException).Message);
        Assert.InRange(cut.Message.Length, 1000, ProtocolLimits.MaxErrorTextBytes);
    }

    [Fact]
    public async Task An_exception_thrown_by_a_callback_reaches_the_submission_as_itself()
    {
        await using var session = await ProbeSession.StartAsync("""
            public override async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<ProbeItem> items, CancellationToken token)
            {
                try { await items[0].Work(token); return []; }
                catch (FormatException e) { return [e.Message]; }
            }
            """);
        var probe = await session.CreateAsync();

        var seen = await probe.RunAsync([new ProbeItem("one", _ => throw new FormatException("thrown here"))], Cancellation);

        Assert.Equal(["thrown here"], seen);
    }

    [Fact]
    public async Task Streams_are_pulled_item_by_item_and_closed_when_left_early()
    {
        await using var session = await ProbeSession.StartAsync();
        var probe = await session.CreateAsync();
        var produced = 0;
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var seen = new List<int>();
        await foreach (var number in probe.Doubled(Endless()))
        {
            seen.Add(number);
            if (seen.Count == 3) break;
        }

        await closed.Task.WaitAsync(Cancellation);
        Assert.Equal([2, 4, 6], seen);
        Assert.Equal(3, produced);

        async IAsyncEnumerable<int> Endless()
        {
            try
            {
                while (true)
                {
                    await Task.Yield();
                    yield return ++produced;
                }
            }
            finally
            {
                closed.SetResult();
            }
        }
    }

    [Fact]
    public async Task Actions_call_back_synchronously()
    {
        await using var session = await ProbeSession.StartAsync("""
            public override async Task NotifyAsync(Action<string> listener) { for (var i = 0; i < 3; i++) { listener($"{i}"); await Task.Yield(); } }
            """);
        var probe = await session.CreateAsync();
        var heard = new List<string>();

        await probe.NotifyAsync(heard.Add);

        Assert.Equal(["0", "1", "2"], heard);
    }

    [Fact]
    public async Task What_the_submission_prints_is_captured_and_disturbs_nothing()
    {
        await using var session = await ProbeSession.StartAsync("""
            public override string Echo(string text) { Console.WriteLine("out " + text); Console.Error.WriteLine("err " + text); return Console.ReadLine() ?? "no input"; }
            """);
        var probe = await session.CreateAsync();

        Assert.Equal("no input", probe.Echo("hello"));
        Assert.Equal("no input", probe.Echo("again"));

        while (!session.Session.ReadConsole().Contains("err again", StringComparison.Ordinal)) await Task.Yield();
        Assert.Contains("out hello", session.Session.ReadConsole(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_steady_round_trip_is_fast()
    {
        await using var session = await ProbeSession.StartAsync();
        var probe = await session.CreateAsync();
        for (var i = 0; i < 200; i++) probe.Echo("warm");

        var times = new List<double>();
        for (var i = 0; i < 1000; i++)
        {
            var started = Stopwatch.GetTimestamp();
            probe.Echo("steady");
            times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }

        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"median {times[500]:0} µs, p95 {times[950]:0} µs");

        // Some hundred times the measured median: only something quadratic or a timer in the way goes over it.
        Assert.InRange(times[500], 0, 10_000);
    }

    [Theory]
    [InlineData("static int used; public override string Echo(string text) => $\"{++used}\";")]
    [InlineData("static readonly List<string> Used = []; public override string Echo(string text) { Used.Add(text); return $\"{Used.Count}\"; }")]
    [InlineData("static class Hidden<T> { public static int Used { get; set; } } public override string Echo(string text) => $\"{++Hidden<int>.Used}\";")]
    public async Task Static_state_is_shared_by_the_objects_of_a_test_and_not_by_the_next_test(string members)
    {
        await using var session = await ProbeSession.StartAsync(members);
        var (first, second) = (await session.CreateObjectAsync(), await session.CreateObjectAsync());
        Assert.Equal(("1", "2"), (first.As<IProbe>().Echo("x"), second.As<IProbe>().Echo("x")));

        await first.ReleaseAsync(TestContext.Current.CancellationToken);
        Assert.Equal("3", second.As<IProbe>().Echo("x"));
        await second.ReleaseAsync(TestContext.Current.CancellationToken);

        Assert.Equal("1", (await session.CreateAsync()).Echo("x"));
    }

    [Fact]
    public async Task A_submission_without_state_of_its_own_stays_loaded()
    {
        await using var session = await ProbeSession.StartAsync("""
            const int Limit = 3;
            static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
            static readonly string Name = "name";
            public override string Echo(string text) => string.Concat(text.Select(c => $"{c}{Limit}{Pause}{Name}").Take(0)) + System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(typeof(Submission));
            """);
        var first = await session.CreateObjectAsync();
        var type = first.As<IProbe>().Echo("x");
        await first.ReleaseAsync(TestContext.Current.CancellationToken);

        Assert.Equal(type, (await session.CreateAsync()).Echo("x"));
    }
}
