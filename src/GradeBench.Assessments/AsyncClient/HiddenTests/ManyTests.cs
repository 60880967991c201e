using GradeBench.Assessments.Judge;
using GradeBench.Contracts.AsyncClient;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>Many requests in one call.</summary>
public sealed class ManyTests(Candidate<IResilientClient> candidate)
{
    [Fact, Behaviour("many.order", "Returns many results in the order of their requests",
        CandidateSentence = "Results of many requests did not come in the order of the requests, when the answers came in another.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Results_come_in_the_order_of_requests()
    {
        string[] paths = ["/e", "/b", "/d", "/a", "/c", "/b"];
        var server = await candidate.ServerAsync(request => Reply.Ok(request.Path).After(TimeSpan.FromSeconds('f' - request.Path[1])));
        var client = await candidate.ClientAsync();

        var results = await candidate.ResultAsync(client.FetchAllAsync([.. paths.Select(path => server.Get(path))]));

        Assert.Equal(paths, results.Select(result => result.Response?.Body));
    }

    [Fact, Behaviour("many.at-once", "Fetches many at once",
        CandidateSentence = "Many requests were sent one after the other, where they could have been under way together.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task They_are_under_way_together()
    {
        var server = await candidate.ServerAsync(Reply.Ok("x").Held());
        var client = await candidate.ClientAsync();

        var call = client.FetchAllAsync([.. Enumerable.Range(0, 5).Select(i => server.Get($"/{i}"))]);
        await candidate.UnderWayAsync(server, 5, call);
        server.Release();

        Assert.Equal(5, (await candidate.ResultAsync(call)).Count);
    }

    [Fact, Behaviour("many.failures", "Returns what succeeded although others failed",
        CandidateSentence = "One request among many that failed cost the results of others, or did not come as a result itself.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_failure_is_a_result()
    {
        var server = await candidate.ServerAsync(request => request.Path switch
        {
            "/missing" => Reply.Status(404),
            "/failing" => Reply.Status(500),
            "/broken" => Reply.Reset,
            _ => Reply.Ok(request.Path),
        });
        var client = await candidate.ClientAsync();

        string[] paths = ["/one", "/missing", "/two", "/failing", "/broken", "/three"];
        var results = await candidate.ResultAsync(client.FetchAllAsync([.. paths.Select(path => server.Get(path, retries: 1))]));

        Assert.Equal(["/one", null, "/two", null, null, "/three"], results.Select(result => result.Response?.Body));
        Assert.Equal(
            [null, (server.At("/missing"), 1, 404), null, (server.At("/failing"), 2, 500), (server.At("/broken"), 2, null), null],
            results.Select(result => result.Error is { } error ? (error.Url, error.Attempts, error.StatusCode) : ((Uri, int, int?)?)null));
    }

    [Fact, Behaviour("many.cancelled", "Ends many requests when the call is cancelled",
        CandidateSentence = "A call with many requests that was cancelled did not end promptly as cancelled, or sent more of them.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Cancelling_ends_all_of_them()
    {
        using var cancellation = new CancellationTokenSource();
        var server = await candidate.ServerAsync(request => request.Path == "/0" ? Reply.Ok("x") : Reply.Silence);
        var client = await candidate.ClientAsync(maxConnections: 2);

        var call = client.FetchAllAsync([.. Enumerable.Range(0, 6).Select(i => server.Get($"/{i}"))], cancellation.Token);
        await candidate.UnderWayAsync(server, 2, call);
        await candidate.AtRestAsync();
        var sent = server.RequestCount;
        await cancellation.CancelAsync();

        await candidate.EndOfAsync(call, "A cancelled call");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await candidate.LetAMinutePassAsync();
        Assert.Equal((sent, 0), (server.RequestCount, server.UnderWay));
    }

    [Fact, Behaviour("many.none", "Returns nothing for nothing",
        CandidateSentence = "An empty list of requests did not give an empty list of results.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task No_requests_give_no_results()
    {
        var client = await candidate.ClientAsync();

        Assert.Empty(await candidate.ResultAsync(client.FetchAllAsync([])));
    }
}
