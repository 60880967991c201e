using GradeBench.Assessments.Judge;
using GradeBench.Contracts.AsyncClient;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>How many connections are used, for how long, and that none gets lost.</summary>
public sealed class ConnectionTests(Candidate<IResilientClient> candidate)
{
    // More than the threads of the submission's pool, which gets no more when they are blocked, and fewer than its open files allow.
    private const int Many = 40;

    [Fact, Behaviour("connections.bound", "Never has more requests under way than it may",
        CandidateSentence = "More requests were under way at once than connections are allowed, over all calls together.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task The_bound_holds_over_all_calls()
    {
        var server = await candidate.ServerAsync(Reply.Ok("x").Held());
        var client = await candidate.ClientAsync(maxConnections: 3);

        var many = client.FetchAllAsync([.. Enumerable.Range(0, 6).Select(i => server.Get($"/many/{i}"))]);
        var single = Enumerable.Range(0, 4).Select(i => client.FetchAsync(server.Get($"/single/{i}"))).ToList();
        var all = Task.WhenAll([many, .. single]);
        for (var answered = 0; answered < 10; answered++)
        {
            await candidate.UnderWayAsync(server, 1, all);
            await candidate.AtRestAsync();
            server.Release(most: 1);
        }

        await candidate.PassTimeAsync(all);
        Assert.Equal(10, server.RequestCount);
        Assert.True(server.MostUnderWay <= 3, $"Expected at most 3 requests at once; received {server.MostUnderWay}.");
    }

    [Fact, Behaviour("connections.used", "Has as many requests under way as it may",
        CandidateSentence = "Fewer requests were under way at once than connections are allowed, although more were waiting.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task All_connections_are_used()
    {
        var server = await candidate.ServerAsync(Reply.Ok("x").Held());
        var client = await candidate.ClientAsync(maxConnections: 4);

        var calls = Task.WhenAll(Enumerable.Range(0, 7).Select(i => client.FetchAsync(server.Get($"/{i}"))));
        await candidate.UnderWayAsync(server, 4, calls);
        server.Release(most: 1);
        await candidate.UntilAsync(() => server.RequestCount == 5 && server.UnderWay == 4, () => "The next request was not sent as soon as a connection was free.", calls);
    }

    [Fact, Behaviour("connections.reused", "Uses a connection again",
        CandidateSentence = "Requests one after the other each opened a connection of their own.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Connections_are_kept()
    {
        var server = await candidate.ServerAsync(request => request.Number == 3 ? Reply.Status(404) : Reply.Ok("x"));
        var client = await candidate.ClientAsync();

        for (var i = 0; i < 6; i++)
        {
            await candidate.PassTimeAsync(client.FetchAsync(server.Get($"/{i}")));
            await candidate.AtRestAsync();
        }

        Assert.Equal((6, 1), (server.RequestCount, server.ConnectionsOpened));
    }

    [Fact, Behaviour("connections.freed", "Gives its connection back however an attempt ends",
        CandidateSentence = "After attempts that failed, fewer requests could be under way than before.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Failures_free_their_connection()
    {
        Reply[] faults = [Reply.Status(404), Reply.Status(503), Reply.Reset, Reply.Malformed, Reply.Silence, Reply.Ok("half of it").BrokenAfter(4, abort: true)];
        var server = await candidate.ServerAsync([.. faults, Reply.Ok("x").Held()]);
        var client = await candidate.ClientAsync(maxConnections: 2);

        foreach (var _ in faults)
            await candidate.PassTimeAsync(client.FetchAsync(server.Get(retries: 0)));

        var calls = Task.WhenAll(client.FetchAsync(server.Get()), client.FetchAsync(server.Get()));
        await candidate.UnderWayAsync(server, 2, calls);
    }

    [Fact, Behaviour("connections.pause", "Holds no connection while it waits to try again",
        CandidateSentence = "A call that waited to try again kept another from being sent.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_pause_holds_no_connection()
    {
        var server = await candidate.ServerAsync(request => request.Path == "/pauses" && request.Number == 1 ? Reply.Status(503, ("Retry-After", "50")) : Reply.Ok("x"));
        var client = await candidate.ClientAsync(maxConnections: 1);

        var pausing = client.FetchAsync(server.Get("/pauses"));
        await candidate.UntilAsync(() => server.RequestCount == 1, () => "No request was sent.", pausing);
        await candidate.AtRestAsync();
        var other = client.FetchAsync(server.Get("/other"));

        await candidate.EndOfAsync(other, "A call while another one waited to try again");
        await candidate.ResultAsync(pausing);
        Assert.Equal(3, server.RequestCount);
    }

    [Fact, Behaviour("connections.threads", "Blocks no threads while requests are under way",
        CandidateSentence = "Very many calls that waited for answers kept each other from being sent, as they do when each blocks a thread.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Dozens_of_calls_can_wait_at_once()
    {
        var server = await candidate.ServerAsync(Reply.Ok("x").Held());
        var client = await candidate.ClientAsync(Many);

        var calls = Task.WhenAll(Enumerable.Range(0, Many).Select(i => client.FetchAsync(server.Get($"/{i}"))));
        await candidate.UnderWayAsync(server, Many, calls);
        server.Release();

        Assert.Equal(Many, (await candidate.ResultAsync(calls)).Length);
    }
}
