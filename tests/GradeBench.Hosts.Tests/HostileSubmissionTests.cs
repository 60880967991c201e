using GradeBench.Assessments.Judge;
using GradeBench.Protocol;

namespace GradeBench.Hosts.Tests;

/// <summary>Submissions that end, damage or forge: each ends its own session with a named loss, and nothing else.</summary>
public sealed class HostileSubmissionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private const string PrivateDescriptors = """
        [System.Runtime.InteropServices.DllImport("libc")] static extern nint write(int fd, byte[] bytes, nint count);
        [System.Runtime.InteropServices.DllImport("libc")] static extern int close(int fd);
        [System.Runtime.InteropServices.DllImport("libc")] static extern void _exit(int status);
        static byte[] Frame(string json) { var b = System.Text.Encoding.UTF8.GetBytes(json); return BitConverter.GetBytes(b.Length).Concat(b).ToArray(); }
        """;

    [Theory]
    [InlineData("Environment.Exit(0); return text;")]
    [InlineData("_exit(0); return text;")]
    [InlineData("Environment.FailFast(text); return text;")]
    [InlineData("return Echo(text) + text;")]
    [InlineData("new Thread(() => throw new Exception()).Start(); Thread.Sleep(-1); return text;")]
    [InlineData("unsafe { *(int*)0x1234 = 1; } return text;")]
    public async Task A_process_that_ends_during_a_call_is_a_death(string body)
    {
        await using var session = await ProbeSession.StartAsync($"{PrivateDescriptors} public override string Echo(string text) {{ {body} }}");
        var probe = await session.CreateAsync();

        var lost = Assert.Throws<HostLostException>(() => probe.Echo("text"));

        Assert.IsType<HostEnding.Exited>(Assert.IsType<HostLoss.Ended>(lost.Loss).Ending);
    }

    [Theory]
    [InlineData("static class Init { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Run() => Environment.Exit(0); }")]
    [InlineData("public sealed partial class Early { static Early() => Environment.Exit(0); }")]
    public async Task Exiting_while_being_loaded_or_made_is_a_death(string source)
    {
        var assembly = Compiled.Source($$"""
            {{source}}
            public sealed partial class Early(ProbeOptions options) : IProbe
            {
                public int Number => options.Number;
                public string Echo(string text) => text;
                public Task<ProbeValues> RoundTripAsync(ProbeValues values) => Task.FromResult(values);
                public Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<ProbeItem> items, CancellationToken token) => throw new NotImplementedException();
                public ValueTask<long> WaitAsync(TimeSpan delay, CancellationToken token) => new(0);
                public IAsyncEnumerable<int> Doubled(IAsyncEnumerable<int> numbers) => numbers;
                public Task NotifyAsync(Action<string> listener) => Task.CompletedTask;
                public ValueTask DisposeAsync() => default;
            }
            """);
        await using var host = PlainHost.Start();

        var lost = await Assert.ThrowsAsync<HostLostException>(async () =>
        {
            await using var session = await CandidateSession.StartAsync(host, CandidatePayload.OfAssembly(typeof(IProbe), assembly), Cancellation);
            await session.CreateAsync(typeof(IProbe), [new ProbeOptions()], Cancellation);
        });

        Assert.IsType<HostLoss.Ended>(lost.Loss);
    }

    [Fact]
    public async Task A_call_that_never_returns_ends_when_the_judge_kills_the_host()
    {
        await using var session = await ProbeSession.StartAsync("public override async Task NotifyAsync(Action<string> l) { l(\"in\"); while (true) { } }");
        var probe = await session.CreateAsync();
        var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var call = probe.NotifyAsync(_ => inside.SetResult());
        await inside.Task.WaitAsync(Cancellation);
        await session.Session.KillAsync();

        var lost = await Assert.ThrowsAsync<HostLostException>(() => call);
        Assert.Equal(new HostLoss.Ended(new HostEnding.Killed()), lost.Loss);
    }

    [Fact]
    public async Task Writing_to_descriptor_1_is_only_console_text()
    {
        await using var session = await ProbeSession.StartAsync(
            $"{PrivateDescriptors} public override string Echo(string text) {{ var f = Frame(text); write(1, f, f.Length); return \"real\"; }}");
        var probe = await session.CreateAsync();

        Assert.Equal("real", probe.Echo("{\"type\":\"answer\",\"id\":\"0000000000000001\",\"result\":\"forged\"}"));
        Assert.Equal("real", probe.Echo("again"));
    }

    [Theory]
    [InlineData("{\"type\":\"answer\",\"id\":\"0000000000000001\",\"result\":\"forged\"}")]
    [InlineData("{\"type\":\"invoke\",\"id\":\"0000000000000001\",\"delegate\":\"0000000000000001\",\"arguments\":[]}")]
    [InlineData("{\"type\":\"load\",\"id\":\"0000000000000001\"}")]
    [InlineData("not json")]
    public async Task A_frame_forged_on_the_private_pipe_is_a_violation(string frame)
    {
        await using var session = await ProbeSession.StartAsync($$"""
            {{PrivateDescriptors}}
            public override string Echo(string text) { var f = Frame(text); for (var fd = 3; fd < 64; fd++) write(fd, f, f.Length); return "real"; }
            """);
        var probe = await session.CreateAsync();

        var lost = Assert.Throws<HostLostException>(() => probe.Echo(frame));

        Assert.IsType<HostLoss.Violated>(lost.Loss);
    }

    [Fact]
    public async Task Closing_every_descriptor_is_a_death()
    {
        await using var session = await ProbeSession.StartAsync(
            $"{PrivateDescriptors} public override string Echo(string text) {{ for (var fd = 0; fd < 256; fd++) close(fd); return text; }}");
        var probe = await session.CreateAsync();

        var lost = Assert.Throws<HostLostException>(() => probe.Echo("text"));

        Assert.IsType<HostLoss.Ended>(lost.Loss);
    }

    [Fact]
    public async Task Reflection_over_the_host_finds_nothing_of_the_judge()
    {
        await using var session = await ProbeSession.StartAsync("""
            public override string Echo(string text) =>
                string.Join(",", AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name).Where(n => n!.StartsWith("GradeBench") || n.StartsWith("xunit")).Order());
            """);
        var probe = await session.CreateAsync();

        Assert.Equal("GradeBench.CandidateHost,GradeBench.CandidateHost,GradeBench.Contracts,GradeBench.Protocol", probe.Echo(""));
    }

    [Fact]
    public async Task A_result_larger_than_a_frame_fails_the_call_and_not_the_session()
    {
        await using var session = await ProbeSession.StartAsync(
            "public override string Echo(string text) => text == \"big\" ? new string('a', 9 * 1024 * 1024) : text;");
        var probe = await session.CreateAsync();

        Assert.Throws<OutputLimitException>(() => probe.Echo("big"));
        Assert.Equal("small", probe.Echo("small"));
    }

    [Fact]
    public async Task Answers_that_fill_the_judges_memory_together_are_a_violation()
    {
        await using var session = await ProbeSession.StartAsync("public override string Echo(string text) => new string('a', 7 * 1024 * 1024);");
        var probe = await session.CreateAsync();
        var answers = 0;

        var lost = Assert.Throws<HostLostException>(() =>
        {
            for (; answers < 100; answers++) probe.Echo("");
        });

        Assert.IsType<HostLoss.Violated>(lost.Loss);
        Assert.Equal(ProtocolLimits.MaxBytesPerSession / (7 * 1024 * 1024), answers);
    }

    [Fact]
    public async Task A_result_whose_elements_throw_fails_the_call_and_not_the_session()
    {
        await using var session = await ProbeSession.StartAsync("""
            sealed class Trap : List<string>, System.Collections.IEnumerable { System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw new FormatException("trapped"); }
            public override Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<ProbeItem> items, CancellationToken token) => Task.FromResult<IReadOnlyList<string>>(new Trap());
            """);
        var probe = await session.CreateAsync();

        await Assert.ThrowsAsync<FormatException>(() => probe.RunAsync([], Cancellation));
        Assert.Equal("still there", probe.Echo("still there"));
    }

    [Fact]
    public async Task Work_left_behind_can_call_nothing_after_the_release()
    {
        await using var session = await ProbeSession.StartAsync("""
            static Action<string>? kept;
            public override Task NotifyAsync(Action<string> listener) { kept ??= listener; return Task.CompletedTask; }
            public override string Echo(string text) { try { kept!(text); return "called"; } catch (ObjectDisposedException) { return "refused"; } }
            """);
        var first = await session.CreateObjectAsync();
        await first.As<IProbe>().NotifyAsync(_ => Assert.Fail("called after its release"));

        var second = await session.CreateAsync();
        await first.ReleaseAsync(Cancellation);

        Assert.Equal("refused", second.Echo("late"));
    }

    [Fact]
    public async Task A_host_with_work_left_running_says_so_when_released()
    {
        await using var session = await ProbeSession.StartAsync("public override string Echo(string text) { if (text == \"leave\") _ = Task.Run(() => { while (true) { } }); return text; }");
        var busy = await session.CreateObjectAsync();
        var idle = await session.CreateObjectAsync();
        idle.As<IProbe>().Echo("nothing");

        Assert.True((await idle.ReleaseAsync(Cancellation)).Quiet);
        busy.As<IProbe>().Echo("leave");

        Assert.False((await busy.ReleaseAsync(Cancellation)).Quiet);
    }
}
