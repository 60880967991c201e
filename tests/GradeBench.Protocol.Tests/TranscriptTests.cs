using System.IO.Pipelines;

namespace GradeBench.Protocol.Tests;

/// <summary>docs/protocol.md is what the judge really sends and takes.</summary>
public sealed class TranscriptTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_frame_on_the_page_is_the_frame_on_the_wire()
    {
        var expected = Transcript.Fence("hex").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(b => Convert.ToByte(b, 16));

        var frame = FrameWriter.Compose(json =>
        {
            json.WriteString("type", "settle");
            json.WriteString("id", "00000000000000a5");
        });

        Assert.Equal(expected, frame.ToArray());
    }

    [Fact]
    public void Every_rule_and_every_limit_on_the_page_is_the_one_in_the_code()
    {
        Assert.All(Enum.GetNames<ProtocolRule>(), rule => Assert.Contains($"`{rule}`", Transcript.Page, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<RemoteErrorKind>(), kind => Assert.Contains($"| `{kind.ToLowerInvariant()}` |", Transcript.Page, StringComparison.Ordinal));
        Assert.Contains($"1 to {ProtocolLimits.MaxFrameBytes:N0}", Transcript.Page, StringComparison.Ordinal);
        Assert.Contains($"{ProtocolLimits.MaxFramesPerSession:N0} frames", Transcript.Page, StringComparison.Ordinal);
        Assert.Contains($"{ProtocolLimits.MaxBytesPerSession:N0} bytes", Transcript.Page, StringComparison.Ordinal);
        Assert.Contains($"**{ProtocolLimits.ConnectionWindowBytes:N0}** bytes", Transcript.Page, StringComparison.Ordinal);
        Assert.Contains($"{ProtocolLimits.MaxErrorTextBytes:N0} bytes", Transcript.Page, StringComparison.Ordinal);
        Assert.Contains($"{LentClock.MaxTicks:N0} ticks", Transcript.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_judge_plays_its_part_of_the_session_word_for_word()
    {
        var (toHost, fromHost) = (new Pipe(), new Pipe());
        var page = new Transcript(toHost.Reader.AsStream(), fromHost.Writer.AsStream(), side: '<');
        var playing = page.PlayAsync(line => line, Cancellation);
        var peer = new Peer(fromHost.Reader.AsStream(), toHost.Writer.AsStream(), PeerRole.Judge);

        await PlayJudgeAsync(peer).WaitAsync(Cancellation);

        await playing.WaitAsync(Cancellation);
    }

    private static async Task PlayJudgeAsync(Peer peer)
    {
        await peer.ReadReadyAsync(Cancellation);
        _ = peer.RunAsync(Cancellation);
        var host = new HostRequests(peer);
        var clock = new ScriptedClock();
        var probe = ContractShape.Of(typeof(IProbe));
        using var scope = peer.OpenScope();
        Task<object?> CallAsync(string member, params object?[] arguments) => host.CallAsync(1, probe.Find(member)!, arguments, scope);

        Assert.Equal("Submission", await host.LoadAsync(typeof(IProbe).FullName!, [new PayloadFile("submission.dll", "MZ"u8.ToArray())]));
        await host.CreateAsync(1, [new ProbeOptions { Number = 7, Clock = clock }], scope);
        Assert.Equal(7, await CallAsync("Number"));

        using var cancelling = new CancellationTokenSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var item = new ProbeItem("one", async token =>
        {
            var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = token.Register(cancelled.SetResult);
            started.SetResult();
            await cancelled.Task;
            throw new OperationCanceledException("stopped");
        });
        var running = CallAsync("RunAsync", (ProbeItem[])[item], cancelling.Token);
        await started.Task;
        await cancelling.CancelAsync();
        Assert.Equal("stopped", (await Assert.ThrowsAsync<OperationCanceledException>(() => running)).Message);

        var waiting = CallAsync("WaitAsync", TimeSpan.FromSeconds(1), CancellationToken.None);
        var timer = await clock.TimerStarted.Task;
        await peer.SettleAsync(scope);
        clock.Fire(timer);
        Assert.Equal(10_000_000L, await waiting);

        await foreach (var number in (IAsyncEnumerable<int>)(await CallAsync("Doubled", TwentyOneAsync()))!)
        {
            Assert.Equal(42, number);
            break;
        }

        await PlayServerAsync(host, scope, url => CallAsync("Echo", url));
        await CallAsync("DisposeAsync");
        Assert.True((await host.ReleaseAsync(1, scope)).Quiet);
    }

    private static async Task PlayServerAsync(HostRequests host, ReferenceScope scope, Func<string, Task<object?>> echo)
    {
        Ponging? served = null;
        var (listener, port) = await host.ListenAsync(connection => served = new Ponging(connection), scope);
        Assert.Equal("pong", await echo($"http://127.0.0.1:{port}/"));
        Assert.NotNull(served);
        served.Connection.Close(abort: true);
        Assert.True(await served.Over.Task);
        await host.UnlistenAsync(listener, scope);
    }

    private sealed class Ponging(CarriedConnection connection) : IConnectionEnd
    {
        public CarriedConnection Connection => connection;

        public TaskCompletionSource<bool> Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Received(byte[] bytes)
        {
            Assert.Equal("ping"u8, bytes);
            Assert.Equal(4, connection.Send("pong"u8.ToArray()));
        }

        public void Credited()
        {
        }

        public void Closed(bool abort) => Over.SetResult(abort);
    }

    private static async IAsyncEnumerable<int> TwentyOneAsync()
    {
        await Task.Yield();
        yield return 21;
    }

    private sealed class ScriptedClock : TimeProvider, IClockSource
    {
        private IClockFollower? _follower;

        public TaskCompletionSource<ulong> TimerStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Fire(ulong timer) => _follower!.SetTime(TimeSpan.TicksPerSecond, [timer]);

        long IClockSource.Follow(IClockFollower follower)
        {
            _follower = follower;
            return 0;
        }

        void IClockSource.Unfollow(IClockFollower follower)
        {
        }

        void IClockSource.TimerStarted(IClockFollower follower, ulong timer, long at, long delay, long period)
        {
            Assert.Equal((0, TimeSpan.TicksPerSecond, 0), (at, delay, period));
            TimerStarted.SetResult(timer);
        }

        void IClockSource.TimerEnded(IClockFollower follower, ulong timer)
        {
        }
    }
}
