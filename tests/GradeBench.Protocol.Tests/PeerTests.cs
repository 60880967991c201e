using System.IO.Pipelines;
using System.Text;
using System.Text.RegularExpressions;

namespace GradeBench.Protocol.Tests;

/// <summary>A judge against a host that lies: every forged, early, late or repeated message ends the session with its rule.</summary>
public sealed partial class PeerTests
{
    private const string Ready = "{\"type\":\"ready\",\"protocol\":1,\"host\":\"candidate\",\"language\":\"csharp\",\"runtime\":\"test\"}";

    private static readonly MemberShape Echo = ContractShape.Of(typeof(IProbe)).Find("Echo")!;
    private static readonly MemberShape Doubled = ContractShape.Of(typeof(IProbe)).Find("Doubled")!;

    private readonly Pipe _toHost = new();
    private readonly Pipe _fromHost = new();
    private readonly FrameReader _seenByHost;
    private readonly FrameWriter _host;
    private readonly Peer _judge;

    public PeerTests()
    {
        _seenByHost = new FrameReader(_toHost.Reader.AsStream());
        _host = new FrameWriter(_fromHost.Writer.AsStream());
        _judge = new Peer(_fromHost.Reader.AsStream(), _toHost.Writer.AsStream(), PeerRole.Judge);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{\"type\":\"answer\",\"id\":\"0000000000000001\",\"result\":1}", ProtocolRule.Unsolicited)]
    [InlineData("{\"type\":\"ready\",\"protocol\":2,\"host\":\"candidate\",\"language\":\"csharp\",\"runtime\":\"test\"}", ProtocolRule.Version)]
    [InlineData("{\"type\":\"ready\",\"protocol\":1,\"host\":\"candidate\",\"language\":\"csharp\",\"runtime\":\"test\",\"more\":1}", ProtocolRule.MessageShape)]
    public async Task The_first_message_must_be_a_good_ready(string first, ProtocolRule rule)
    {
        Send(first);

        var violation = await Assert.ThrowsAsync<ProtocolViolationException>(() => _judge.ReadReadyAsync(Cancellation));

        Assert.Equal(rule, violation.Rule);
    }

    [Fact]
    public async Task Bytes_before_the_first_request_are_a_violation()
    {
        Send(Ready);
        Send("{\"type\":\"answer\",\"id\":\"0000000000000001\",\"result\":1}");
        await _judge.ReadReadyAsync(Cancellation);

        Assert.Equal(ProtocolRule.Unsolicited, await ViolationAsync(_judge.RunAsync(Cancellation)));
    }

    [Fact]
    public async Task An_answer_is_taken_once()
    {
        var running = await StartAsync();
        using var scope = _judge.OpenScope();
        var call = CallAsync(scope);
        var id = await NextIdAsync();

        Send($"{{\"type\":\"answer\",\"id\":\"{id}\",\"result\":\"first\"}}");
        Assert.Equal("first", await call);
        Send($"{{\"type\":\"answer\",\"id\":\"{id}\",\"result\":\"second\"}}");

        Assert.Equal(ProtocolRule.UnknownRequest, await ViolationAsync(running));
    }

    [Fact]
    public async Task The_judge_is_working_until_what_awaited_an_answer_has_run_to_its_next_wait()
    {
        _ = await StartAsync();
        using var scope = _judge.OpenScope();
        using var goOn = new ManualResetEventSlim();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var awaiting = ReachAsync(CallAsync(scope));
        Assert.False(_judge.IsWorking);

        Send($"{{\"type\":\"answer\",\"id\":\"{await NextIdAsync()}\",\"result\":\"x\"}}");
        await reached.Task.WaitAsync(Cancellation);
        Assert.True(_judge.IsWorking);
        goOn.Set();
        await awaiting;

        // This test, too, goes on inside what the answer set off, until it waits itself.
        await Task.Yield();
        Assert.True(SpinWait.SpinUntil(() => !_judge.IsWorking, TimeSpan.FromSeconds(10)));

        async Task ReachAsync(Task<object?> answer)
        {
            await answer.ConfigureAwait(false);
            reached.SetResult();
            goOn.Wait(Cancellation);
        }
    }

    [Fact]
    public async Task The_judge_is_working_while_a_pulled_stream_runs_and_not_while_it_waits()
    {
        _ = await StartAsync();
        using var scope = _judge.OpenScope();
        using var goOn = new ManualResetEventSlim();
        var waited = new TaskCompletionSource();
        var pulled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = new HostRequests(_judge).CallAsync(1, Doubled, [NumbersAsync()], scope);
        var stream = StreamPattern().Match(await NextFrameAsync()).Groups[1].Value;

        Send($"{{\"type\":\"next\",\"id\":\"00000000000000b1\",\"stream\":\"{stream}\",\"cursor\":\"00000000000000c1\"}}");
        await pulled.Task.WaitAsync(Cancellation);
        Assert.True(_judge.IsWorking);
        goOn.Set();
        Assert.True(SpinWait.SpinUntil(() => !_judge.IsWorking, TimeSpan.FromSeconds(10)));
        waited.SetResult();

        Assert.Contains("\"item\":7", await NextFrameAsync(), StringComparison.Ordinal);

        async IAsyncEnumerable<int> NumbersAsync()
        {
            pulled.SetResult();
            goOn.Wait(Cancellation);
            await waited.Task;
            yield return 7;
        }
    }

    [Fact]
    public async Task A_late_message_is_a_violation_once_everything_is_released()
    {
        var running = await StartAsync();
        var scope = _judge.OpenScope();
        var call = CallAsync(scope);
        Send($"{{\"type\":\"answer\",\"id\":\"{await NextIdAsync()}\",\"result\":\"x\"}}");
        await call;
        scope.Dispose();

        Send("{\"type\":\"cancel\",\"token\":\"0000000000000001\"}");

        Assert.Equal(ProtocolRule.Unsolicited, await ViolationAsync(running));
    }

    [Theory]
    [InlineData("{\"type\":\"answer\",\"id\":\"0000000000000001\",\"result\":\"forged\"}", ProtocolRule.UnknownRequest)]
    [InlineData("{\"type\":\"error\",\"id\":\"0000000000000001\",\"error\":{\"kind\":\"exception\",\"type\":\"t\",\"message\":\"m\",\"properties\":{},\"inner\":[]}}", ProtocolRule.UnknownRequest)]
    [InlineData("{\"type\":\"error\",\"id\":\"0000000000000001\",\"error\":{\"kind\":\"odd\",\"type\":\"t\",\"message\":\"m\",\"properties\":{},\"inner\":[]}}", ProtocolRule.MessageShape)]
    [InlineData("{\"type\":\"invoke\",\"id\":\"0000000000000001\",\"delegate\":\"0000000000000001\",\"arguments\":[]}", ProtocolRule.UnknownReference)]
    [InlineData("{\"type\":\"next\",\"id\":\"0000000000000001\",\"stream\":\"0000000000000001\",\"cursor\":\"0000000000000001\"}", ProtocolRule.UnknownReference)]
    [InlineData("{\"type\":\"timer\",\"clock\":\"0000000000000001\",\"timer\":\"0000000000000001\",\"at\":0,\"delay\":0,\"period\":0}", ProtocolRule.UnknownReference)]
    [InlineData("{\"type\":\"time\",\"clock\":\"0000000000000001\",\"elapsed\":0,\"fire\":[]}", ProtocolRule.MessageShape)]
    [InlineData("{\"type\":\"open\",\"listener\":\"0000000000000001\",\"connection\":\"0000000000000002\"}", ProtocolRule.UnknownReference)]
    [InlineData("{\"type\":\"data\",\"connection\":\"0000000000000001\",\"bytes\":\"cGluZw==\"}", ProtocolRule.UnknownReference)]
    [InlineData("{\"type\":\"data\",\"connection\":\"0000000000000001\",\"bytes\":\"\"}", ProtocolRule.MessageShape)]
    [InlineData("{\"type\":\"credit\",\"connection\":\"0000000000000001\",\"count\":1}", ProtocolRule.UnknownReference)]
    [InlineData("{\"type\":\"close\",\"connection\":\"0000000000000001\",\"abort\":true}", ProtocolRule.UnknownReference)]
    [InlineData("{\"type\":\"listen\",\"id\":\"0000000000000001\",\"listener\":\"0000000000000001\"}", ProtocolRule.MessageShape)]
    [InlineData("{\"type\":\"call\",\"id\":\"0000000000000001\",\"object\":\"0000000000000001\",\"member\":\"Echo\",\"arguments\":[]}", ProtocolRule.MessageShape)]
    [InlineData("{\"type\":\"answer\",\"id\":\"0000000000000001\"}", ProtocolRule.MessageShape)]
    [InlineData("{\"type\":\"ready\",\"protocol\":1,\"host\":\"candidate\",\"language\":\"csharp\",\"runtime\":\"test\"}", ProtocolRule.MessageShape)]
    public async Task A_forged_message_ends_the_session_and_fails_every_open_call(string forged, ProtocolRule rule)
    {
        var running = await StartAsync();
        using var scope = _judge.OpenScope();
        var call = CallAsync(scope);

        Send(forged);

        Assert.Equal(rule, await ViolationAsync(running));
        Assert.Equal(rule, (await Assert.ThrowsAsync<ProtocolViolationException>(() => call)).Rule);
        Assert.Equal(rule, (await Assert.ThrowsAsync<ProtocolViolationException>(() => CallAsync(scope))).Rule);
    }

    [Fact]
    public async Task A_host_that_ends_fails_every_open_call()
    {
        var running = await StartAsync();
        using var scope = _judge.OpenScope();
        var call = CallAsync(scope);

        await _fromHost.Writer.CompleteAsync();

        await running;
        await Assert.ThrowsAsync<HostEndedException>(() => call);
    }

    [Theory]
    [InlineData("{\"$type\":\"System.IO.FileInfo\"}")]
    [InlineData("7")]
    [InlineData("[]")]
    public async Task A_result_of_the_wrong_shape_fails_its_call_only(string result)
    {
        var running = await StartAsync();
        using var scope = _judge.OpenScope();
        var call = CallAsync(scope);
        Send($"{{\"type\":\"answer\",\"id\":\"{await NextIdAsync()}\",\"result\":{result}}}");

        await Assert.ThrowsAsync<ValueMismatchException>(() => call);
        Assert.False(running.IsCompleted);
    }

    [Fact]
    public async Task An_exceptions_name_never_decides_what_is_made()
    {
        _ = await StartAsync();
        using var scope = _judge.OpenScope();
        var call = CallAsync(scope);
        Send($"{{\"type\":\"error\",\"id\":\"{await NextIdAsync()}\",\"error\":{{\"kind\":\"exception\",\"type\":\"Xunit.Sdk.TrueException\",\"message\":\"m\",\"properties\":{{}},\"inner\":[]}}}}");

        Assert.Equal("Xunit.Sdk.TrueException", (await Assert.ThrowsAsync<RemoteException>(() => call)).TypeName);
    }

    [Fact]
    public async Task A_host_that_is_asked_for_a_stream_that_is_over_answers_with_an_error_and_goes_on()
    {
        var (toJudge, toHost) = (new Pipe(), new Pipe());
        var host = new Peer(toHost.Reader.AsStream(), toJudge.Writer.AsStream(), PeerRole.Host);
        var seen = new FrameReader(toJudge.Reader.AsStream());
        var asking = new FrameWriter(toHost.Writer.AsStream());
        var running = host.RunAsync(Cancellation);

        foreach (var type in new[] { "next", "stop" })
        {
            asking.Send(json =>
            {
                json.WriteString("type", type);
                json.WriteString("id", "0000000000000001");
                json.WriteString("stream", "0000000000000002");
                json.WriteString("cursor", "0000000000000003");
            });

            Assert.Contains("\"kind\":\"request\"", Encoding.UTF8.GetString((await seen.ReadAsync(Cancellation))!), StringComparison.Ordinal);
        }

        Assert.False(running.IsCompleted);
    }

    private async Task<Task> StartAsync()
    {
        Send(Ready);
        await _judge.ReadReadyAsync(Cancellation);
        return _judge.RunAsync(Cancellation);
    }

    private Task<object?> CallAsync(ReferenceScope scope) => new HostRequests(_judge).CallAsync(1, Echo, ["text"], scope);

    private void Send(string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        _host.Send(new ReadOnlyMemory<byte>([.. BitConverter.GetBytes(body.Length), .. body]));
    }

    private async Task<string> NextIdAsync() => IdPattern().Match(await NextFrameAsync()).Groups[1].Value;

    private async Task<string> NextFrameAsync() => Encoding.UTF8.GetString((await _seenByHost.ReadAsync(Cancellation))!);

    private static async Task<ProtocolRule> ViolationAsync(Task running) =>
        (await Assert.ThrowsAsync<ProtocolViolationException>(() => running.WaitAsync(Cancellation))).Rule;

    [GeneratedRegex("\"id\":\"([0-9a-f]{16})\"")]
    private static partial Regex IdPattern();

    [GeneratedRegex("\"[$]stream\":\"([0-9a-f]{16})\"")]
    private static partial Regex StreamPattern();
}
