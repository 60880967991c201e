using GradeBench.Assessments.Judge;
using GradeBench.Contracts.AsyncClient;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>What is tried again, how often, and what is not.</summary>
public sealed class RetryTests(Candidate<IResilientClient> candidate)
{
    private static readonly int[] Final = [400, 401, 403, 404, 409, 410, 422, 451];

    [Fact, Behaviour("retries.server-errors", "Tries again when the server fails",
        CandidateSentence = "After an error of the server's own, a request was not tried again until it succeeded.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public Task Server_errors_are_tried_again() =>
        SucceedsAfterAsync(Reply.Status(500), Reply.Status(502), Reply.Status(503), Reply.Status(504));

    [Fact, Behaviour("retries.busy", "Tries again when the server is busy",
        CandidateSentence = "After an answer that says the server was too slow or had too many requests, it was not tried again.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public Task Throttling_is_tried_again() => SucceedsAfterAsync(Reply.Status(429), Reply.Status(408));

    [Fact, Behaviour("retries.connection", "Tries again when a connection breaks",
        CandidateSentence = "After a connection that broke before there was an answer, it was not tried again.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public Task Broken_connections_are_tried_again() => SucceedsAfterAsync(Reply.Reset, Reply.Hangup, Reply.Reset);

    [Fact, Behaviour("retries.body", "Tries again when a body breaks off",
        CandidateSentence = "An answer whose body broke off was taken for a whole one, or not tried again.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public Task Broken_bodies_are_tried_again() =>
        SucceedsAfterAsync(Reply.Ok("half of a text").BrokenAfter(6, abort: true), Reply.Ok("half of a text").BrokenAfter(6, abort: false));

    [Fact, Behaviour("retries.malformed", "Tries again when the answer is no HTTP",
        CandidateSentence = "An answer that was no HTTP was not tried again.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public Task Malformed_answers_are_tried_again() => SucceedsAfterAsync(Reply.Malformed);

    [Fact, Behaviour("retries.not-client-errors", "Does not try again what is wrong with the request",
        CandidateSentence = "An answer that says the request itself is wrong was tried again.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Client_errors_are_final()
    {
        var server = await candidate.ServerAsync(request => Reply.Status(int.Parse(request.Path[1..], System.Globalization.CultureInfo.InvariantCulture)));
        var client = await candidate.ClientAsync();

        foreach (var status in Final)
            await candidate.FailureAsync(client.FetchAsync(server.Get($"/{status}")));

        Assert.Equal(Final.Select(status => $"/{status}"), server.Requests.Select(request => request.Path));
    }

    [Fact, Behaviour("retries.attempts", "Makes one attempt and as many retries as it may",
        CandidateSentence = "A request that never succeeded was not attempted once and then as often as it may be tried again.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Attempts_are_counted_right()
    {
        var server = await candidate.ServerAsync(Reply.Status(503));
        var client = await candidate.ClientAsync();

        await candidate.FailureAsync(client.FetchAsync(server.Get("/usual")));
        await candidate.FailureAsync(client.FetchAsync(server.Get("/two", retries: 2)));

        Assert.Equal((4, 3), (server.Requests.Count(request => request.Path == "/usual"), server.Requests.Count(request => request.Path == "/two")));
    }

    [Fact, Behaviour("retries.none", "Does not try again when it may not",
        CandidateSentence = "A request without retries was attempted more than once, or not at all.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task No_retries_make_one_attempt()
    {
        var server = await candidate.ServerAsync(Reply.Status(503));
        var client = await candidate.ClientAsync();

        await candidate.FailureAsync(client.FetchAsync(server.Get(retries: 0)));
        await candidate.LetAMinutePassAsync();

        Assert.Equal((1, TimeSpan.FromMinutes(1)), (server.RequestCount, candidate.Clock.Elapsed));
    }

    private async Task SucceedsAfterAsync(params Reply[] faults)
    {
        var server = await candidate.ServerAsync([.. faults, Reply.Ok("in the end")]);
        var client = await candidate.ClientAsync();

        var response = await candidate.ResultAsync(client.FetchAsync(server.Get(retries: faults.Length)));

        Assert.Equal(("in the end", faults.Length + 1), (response.Body, server.RequestCount));
    }
}
