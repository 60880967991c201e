using GradeBench.Assessments.Judge;
using GradeBench.Contracts.AsyncClient;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>What arrives at the server.</summary>
public sealed class RequestTests(Candidate<IResilientClient> candidate)
{
    private readonly Dictionary<string, string> _headers = new()
    {
        ["X-Request-Id"] = $"{candidate.Seed % 99991}",
        ["Accept"] = "application/json",
        ["Authorization"] = $"Bearer {candidate.Seed % 89989}",
    };

    [Fact, Behaviour("requests.target", "Asks for exactly what it is told to",
        CandidateSentence = "The request that arrived was no GET, or its path or query was not the one asked for.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Path_and_query_arrive_as_they_are()
    {
        var target = $"/a%20b/items?page={candidate.Seed % 97}&q=x%26y";
        var server = await candidate.ServerAsync(Reply.Ok("x"));
        var client = await candidate.ClientAsync();

        await candidate.ResultAsync(client.FetchAsync(server.Get(target)));

        Assert.Equal([("GET", target)], server.Requests.Select(request => (request.Method, request.Target)));
    }

    [Fact, Behaviour("requests.headers", "Sends the headers it is given",
        CandidateSentence = "Headers of the request did not arrive with their values, or those of one call arrived with another.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Headers_arrive()
    {
        var server = await candidate.ServerAsync(Reply.Ok("x"));
        var client = await candidate.ClientAsync();

        await candidate.ResultAsync(client.FetchAsync(server.Get() with { Headers = _headers }));
        await candidate.ResultAsync(client.FetchAsync(server.Get()));

        Assert.All(_headers, header => Assert.Equal(header.Value, server.Requests[0].Headers.GetValueOrDefault(header.Key)));
        Assert.All(_headers, header => Assert.Null(server.Requests[1].Headers.GetValueOrDefault(header.Key)));
    }

    [Fact, Behaviour("requests.again", "Sends the same request at every attempt",
        CandidateSentence = "A later attempt did not ask for the same thing, with the same headers, as the first.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Every_attempt_is_the_same()
    {
        var server = await candidate.ServerAsync(Reply.Status(503), Reply.Reset, Reply.Ok("x"));
        var client = await candidate.ClientAsync();

        await candidate.ResultAsync(client.FetchAsync(server.Get("/again?x=1") with { Headers = _headers }));

        Assert.Equal(3, server.RequestCount);
        Assert.All(server.Requests, request => Assert.Equal(("GET", "/again?x=1"), (request.Method, request.Target)));
        Assert.All(server.Requests, request => Assert.All(_headers, header => Assert.Equal(header.Value, request.Headers.GetValueOrDefault(header.Key))));
    }
}
