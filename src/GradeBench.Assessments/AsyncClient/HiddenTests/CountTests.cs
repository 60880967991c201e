using GradeBench.Assessments.Judge;
using GradeBench.Contracts.AsyncClient;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>The count of requests is the one the server would give.</summary>
public sealed class CountTests(Candidate<IResilientClient> candidate)
{
    [Fact, Behaviour("count.attempts", "Counts every attempt",
        CandidateSentence = "The count of requests was not that of all attempts, whether they failed or succeeded.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Every_attempt_counts()
    {
        var server = await candidate.ServerAsync(Reply.Status(503), Reply.Reset, Reply.Ok("x"), Reply.Status(404), Reply.Silence);
        var client = await candidate.ClientAsync();

        Assert.Equal(0, client.RequestCount);
        await candidate.ResultAsync(client.FetchAsync(server.Get()));
        Assert.Equal(3, client.RequestCount);
        await candidate.FailureAsync(client.FetchAsync(server.Get()));
        Assert.Equal(4, client.RequestCount);
        await candidate.FailureAsync(client.FetchAsync(server.Get(retries: 1)));

        Assert.Equal((6L, 6), (client.RequestCount, server.RequestCount));
    }

    [Fact, Behaviour("count.sent", "Counts a request when it is sent",
        CandidateSentence = "While requests were under way, or waited for a connection, the count was not that of those sent.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_request_counts_once_it_is_sent()
    {
        var server = await candidate.ServerAsync(Reply.Ok("x").Held());
        var client = await candidate.ClientAsync(maxConnections: 3);

        var calls = Task.WhenAll(Enumerable.Range(0, 5).Select(i => client.FetchAsync(server.Get($"/{i}"))));
        await candidate.UnderWayAsync(server, 3, calls);
        await candidate.AtRestAsync();

        Assert.Equal(3, client.RequestCount);
    }

    [Fact, Behaviour("count.at-once", "Counts right when many calls run at once",
        CandidateSentence = "After very many requests at once the count was not exact.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Nothing_gets_lost_in_a_crowd()
    {
        // The first are answered together, when as many are under way as ever will be: whoever reads the count before a
        // request and writes it after the answer loses some of them on every machine, not only where threads meet by chance.
        var holding = true;
        var server = await candidate.ServerAsync(request =>
        {
            var reply = request.Number % 5 == 0 ? Reply.Status(503) : Reply.Ok("x");
            return Volatile.Read(ref holding) ? reply.Held() : reply;
        });
        var client = await candidate.ClientAsync(maxConnections: 30);
        var requests = Enumerable.Range(0, 60).Select(i => server.Get($"/{i}", retries: 9)).ToList();

        var all = Task.WhenAll(
            [.. Enumerable.Range(0, 4).Select(_ => (Task)client.FetchAllAsync(requests)), .. requests.Take(20).Select(request => client.FetchAsync(request))]);
        await candidate.AtRestAsync();
        Volatile.Write(ref holding, false);
        server.Release();
        await candidate.PassTimeAsync(all);

        Assert.Equal(server.RequestCount, client.RequestCount);
        Assert.True(server.RequestCount >= 260, $"Expected 260 requests or more; received {server.RequestCount}.");
    }
}
