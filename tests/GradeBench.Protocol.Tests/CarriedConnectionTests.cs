using System.IO.Pipelines;
using System.Threading.Channels;

namespace GradeBench.Protocol.Tests;

/// <summary>Connections are carried between two real ends, and neither believes the other about its window.</summary>
public sealed class CarriedConnectionTests
{
    private readonly Peer _judge;
    private readonly Peer _host;
    private readonly Task _judging;
    private readonly Recording _atJudge = new();
    private readonly Recording _atHost = new();
    private readonly ReferenceScope _scope;
    private readonly CarriedConnection _ofHost;

    public CarriedConnectionTests()
    {
        var (toHost, toJudge) = (new Pipe(), new Pipe());
        _judge = new Peer(toJudge.Reader.AsStream(), toHost.Writer.AsStream(), PeerRole.Judge);
        _host = new Peer(toHost.Reader.AsStream(), toJudge.Writer.AsStream(), PeerRole.Host, Serve);
        _judging = _judge.RunAsync(Cancellation);
        _ = _host.RunAsync(Cancellation);
        _scope = _judge.OpenScope();
        var (listener, port) = new HostRequests(_judge).ListenAsync(_atJudge.Attach, _scope).GetAwaiter().GetResult();
        Assert.Equal(4711, port);
        _ofHost = _host.Carry(listener, new ReferenceScope(), _atHost.Attach).Connection;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bytes_arrive_in_order_and_no_more_than_the_window_lets()
    {
        var bytes = Enumerable.Range(0, 100_000).Select(i => (byte)i).ToArray();

        var first = _ofHost.Send(bytes);
        Assert.Equal((ProtocolLimits.ConnectionWindowBytes, 0, 0), (first, _ofHost.Window, _ofHost.Send(bytes)));
        await _atJudge.UntilAsync(() => _atJudge.Bytes.Count == first);
        _atJudge.Connection.Credit(first);
        await _atHost.UntilAsync(() => _atHost.Credits == 1);
        _ofHost.Send(bytes.AsMemory(first));

        await _atJudge.UntilAsync(() => _atJudge.Bytes.Count == bytes.Length);
        Assert.Equal(bytes, _atJudge.Bytes);
    }

    [Fact]
    public async Task Each_end_closes_once_and_says_nothing_more()
    {
        await _atJudge.UntilAsync(() => _atJudge.IsAttached);
        _atJudge.Connection.Close(abort: false);
        _atJudge.Connection.Close(abort: false);
        await _atHost.UntilAsync(() => _atHost.Closings.Count == 1);
        _ofHost.Send("late"u8.ToArray());
        _ofHost.Close(abort: true);
        _ofHost.Credit(10);

        await _atJudge.UntilAsync(() => _atJudge.Closings.Count == 1);
        Assert.Equal((0, 0, "late"), (_ofHost.Send("more"u8.ToArray()), _atJudge.Connection.Send("more"u8.ToArray()), System.Text.Encoding.ASCII.GetString([.. _atJudge.Bytes])));
        Assert.Equal([false], _atHost.Closings);
        Assert.Equal([true], _atJudge.Closings);
        Assert.False(_judging.IsCompleted);
    }

    [Theory]
    [InlineData("{\"type\":\"credit\",\"connection\":\"$\",\"count\":1}", ProtocolRule.Window)]
    [InlineData("{\"type\":\"credit\",\"connection\":\"$\",\"count\":-1}", ProtocolRule.Window)]
    [InlineData("{\"type\":\"close\",\"connection\":\"$\",\"abort\":1}", ProtocolRule.MessageShape)]
    [InlineData("{\"type\":\"open\",\"listener\":\"0000000000000001\",\"connection\":\"$\"}", ProtocolRule.UnknownReference)]
    [InlineData("too many bytes", ProtocolRule.Window)]
    public async Task A_host_that_breaks_the_rules_of_a_connection_ends_its_session(string forged, ProtocolRule rule)
    {
        await _atJudge.UntilAsync(() => _atJudge.IsAttached);
        var json = forged.StartsWith('{')
            ? forged
            : $"{{\"type\":\"data\",\"connection\":\"$\",\"bytes\":\"{Convert.ToBase64String(new byte[ProtocolLimits.ConnectionWindowBytes + 1])}\"}}";

        _host.Notify(w =>
        {
            using var message = System.Text.Json.JsonDocument.Parse(json.Replace("$", MessageId.Format(_ofHost.Id), StringComparison.Ordinal));
            foreach (var member in message.RootElement.EnumerateObject()) member.WriteTo(w);
        });

        var violation = await Assert.ThrowsAsync<ProtocolViolationException>(() => _judging.WaitAsync(Cancellation));
        Assert.Equal(rule, violation.Rule);
    }

    private void Serve(Message message) => _host.Answer(message.Id(), new ListeningPort(4711), ValueCodec.Of(typeof(ListeningPort)), new ReferenceScope());

    private sealed class Recording : IConnectionEnd
    {
        private readonly Channel<bool> _changed = Channel.CreateUnbounded<bool>();
        private CarriedConnection? _connection;

        public CarriedConnection Connection => _connection ?? throw new InvalidOperationException("Nothing was opened.");

        public bool IsAttached => _connection is not null;

        public List<byte> Bytes { get; } = [];

        public List<bool> Closings { get; } = [];

        public int Credits { get; private set; }

        public Recording Attach(CarriedConnection connection)
        {
            _connection = connection;
            _changed.Writer.TryWrite(true);
            return this;
        }

        public async Task UntilAsync(Func<bool> condition)
        {
            while (!condition()) await _changed.Reader.ReadAsync(Cancellation);
        }

        public void Received(byte[] bytes)
        {
            Bytes.AddRange(bytes);
            _changed.Writer.TryWrite(true);
        }

        public void Credited()
        {
            Credits++;
            _changed.Writer.TryWrite(true);
        }

        public void Closed(bool abort)
        {
            Closings.Add(abort);
            _changed.Writer.TryWrite(true);
        }
    }
}
