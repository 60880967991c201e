using GradeBench.Assessments.AsyncClient;

namespace GradeBench.Hosts.Tests;

/// <summary>A submission's ordinary HTTP reaches a server in the judge, and every fault of that server reaches the submission.</summary>
public sealed class CarriedConnectionTests(FetchingSession session)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fetch_is_answered_by_the_judge()
    {
        var (server, fetching) = await session.ServeAsync(request => Reply.Ok($"you asked for {request.Target}"));

        Assert.Equal("200 you asked for /some/path?x=1", await fetching.FetchAsync("/some/path?x=1"));

        Assert.Equal(("GET", "/some/path", $"127.0.0.1:{server.Root.Port}"), (server.Requests[0].Method, server.Requests[0].Path, server.Requests[0].Headers["host"]));
    }

    [Fact]
    public async Task A_connection_is_kept_alive_over_answers()
    {
        var (server, fetching) = await session.ServeAsync(request => request.Number == 2 ? Reply.Status(503) : Reply.Ok("fine"));

        Assert.Equal(["200 fine", "503 status 503", "200 fine"], [await fetching.FetchAsync(), await fetching.FetchAsync(), await fetching.FetchAsync()]);

        Assert.Equal((3, 1, 1), (server.RequestCount, server.ConnectionsOpened, server.OpenConnections));
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "reset", "HttpRequestException" },
        { "hangup", "HttpRequestException" },
        { "malformed", "HttpRequestException" },
        { "reset in the body", "HttpRequestException" },
        { "end in the body", "HttpRequestException" },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task A_fault_of_the_server_reaches_the_submission(string fault, string seen)
    {
        var (server, fetching) = await session.ServeAsync(_ => fault switch
        {
            "reset" => Reply.Reset,
            "hangup" => Reply.Hangup,
            "malformed" => Reply.Malformed,
            "reset in the body" => Reply.Ok("a text that breaks").BrokenAfter(6, abort: true),
            _ => Reply.Ok("a text that breaks").BrokenAfter(6, abort: false),
        });

        Assert.Equal(seen, await fetching.FetchAsync());

        await fetching.AtRestAsync();
        Assert.Equal((0, 0), (server.UnderWay, server.OpenConnections));
    }

    [Fact]
    public async Task A_reply_that_is_held_comes_when_the_test_says_so()
    {
        var (server, fetching) = await session.ServeAsync(_ => Reply.Ok("now").Held());

        var fetch = fetching.StartAsync("/", times: 3);
        await fetching.AtRestAsync();
        Assert.Equal((3, 3), (server.UnderWay, server.MostUnderWay));
        server.Release(most: 2);
        await fetching.AtRestAsync();
        Assert.Equal((1, false), (server.UnderWay, fetch.IsCompleted));
        server.Release();

        Assert.Equal(["200 now", "200 now", "200 now"], await fetch);
    }

    [Fact]
    public async Task A_dripping_reply_takes_the_time_of_the_tests_clock()
    {
        var (_, fetching) = await session.ServeAsync(_ => Reply.Ok("drip").Dripping(TimeSpan.FromSeconds(3)));

        var fetch = fetching.StartAsync("/");
        await fetching.Clock.RunTimersUntil(fetch);

        Assert.Equal("200 drip", (await fetch)[0]);
        Assert.Equal(TimeSpan.FromSeconds(12), fetching.Clock.Elapsed);
    }

    [Fact]
    public async Task Silence_lasts_until_the_submission_gives_up()
    {
        using var cancellation = new CancellationTokenSource();
        var (server, fetching) = await session.ServeAsync(_ => Reply.Silence);

        var fetch = fetching.StartUntilAsync("/", 1, cancellation.Token);
        await fetching.AtRestAsync();
        Assert.Equal((1, 1), (server.UnderWay, server.OpenConnections));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        await fetching.AtRestAsync();
        Assert.Equal((0, 0), (server.UnderWay, server.OpenConnections));
    }

    [Fact]
    public async Task A_body_of_many_windows_arrives_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i} "));
        var (_, fetching) = await session.ServeAsync(_ => Reply.Ok(text));

        Assert.Equal($"200 {text}", await fetching.FetchAsync());
    }

    [Fact]
    public async Task A_huge_body_is_sent_only_as_far_as_it_is_read()
    {
        var (server, fetching) = await session.ServeAsync(_ => Reply.Huge(1L << 40));

        Assert.Equal("some", await fetching.FetchAsync("/some"));

        // What the windows of the pipes and the kernel's buffers hold, and what the client reads on its own.
        await fetching.AtRestAsync();
        Assert.InRange(server.BytesSent, 100_000, 16 << 20);
        Assert.Equal(0, server.OpenConnections);
    }

    [Fact]
    public async Task Rest_comes_when_an_answer_has_arrived_and_not_before()
    {
        var (_, fetching) = await session.ServeAsync(request => Reply.Status(request.Number % 2 == 0 ? 200 : 503));

        for (var i = 0; i < 300; i++)
        {
            var fetch = fetching.StartAsync("/", times: 1 + i % 3);
            Assert.True(await fetching.Clock.SettleAsync());
            Assert.True(fetch.IsCompleted, $"After {i} fetches the host was at rest, and one had not ended.");
        }
    }

    [Fact]
    public async Task Nobody_listens_once_the_port_is_closed()
    {
        var (server, fetching) = await session.ServeAsync(_ => Reply.Ok("open"));
        Assert.Equal("200 open", await fetching.FetchAsync());

        await fetching.Port.CloseAsync(Cancellation);

        Assert.Equal("HttpRequestException", await fetching.FetchAsync());
        Assert.Equal(1, server.RequestCount);
    }

    [Fact]
    public async Task A_request_that_is_none_is_cut_off()
    {
        Assert.Throws<FormatException>(() => RequestHead.Parse(["GET / HTTP/1.1", "no colon"]));
        Assert.Throws<FormatException>(() => RequestHead.Parse(["hello"]));
        Assert.Throws<FormatException>(() => new RequestHead().Take(new byte[64 * 1024]));

        var (server, fetching) = await session.ServeAsync(_ => Reply.Of(200, []));
        Assert.Equal("HttpRequestException", await fetching.FetchAsync($"/{new string('a', 40_000)}"));
        Assert.Equal(0, server.RequestCount);
    }
}
