using GradeBench.Assessments.Judge;
using GradeBench.Contracts.AsyncClient;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>What a call that fails says.</summary>
public sealed class ErrorTests(Candidate<IResilientClient> candidate)
{
    [Fact, Behaviour("errors.status", "Tells address, attempts and status when it gives up",
        CandidateSentence = "The exception after a status did not carry the address, the attempts, the status and the last error.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_status_is_told()
    {
        var server = await candidate.ServerAsync(request => Reply.Status(request.Path == "/gone" ? 410 : 502));
        var client = await candidate.ClientAsync();

        var gone = await candidate.FailureAsync(client.FetchAsync(server.Get("/gone")));
        var failing = await candidate.FailureAsync(client.FetchAsync(server.Get("/failing", retries: 2)));

        Assert.Equal((server.At("/gone"), 1, 410), (gone.Url, gone.Attempts, gone.StatusCode));
        Assert.Equal((server.At("/failing"), 3, 502), (failing.Url, failing.Attempts, failing.StatusCode));
        Assert.All([gone, failing], failure => Assert.IsType<HttpRequestException>(failure.InnerException));
    }

    [Fact, Behaviour("errors.connection", "Tells the last error when there was no answer",
        CandidateSentence = "The exception after connections that failed did not carry the address, the attempts and the last error.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_failed_connection_is_told()
    {
        var server = await candidate.ServerAsync(Reply.Status(503), Reply.Reset);
        var client = await candidate.ClientAsync();
        var nobody = new FetchRequest(new Uri("http://127.0.0.1:1/nobody")) { MaxRetries = 1 };

        var refused = await candidate.FailureAsync(client.FetchAsync(nobody));
        var reset = await candidate.FailureAsync(client.FetchAsync(server.Get(retries: 1)));

        Assert.Equal([(nobody.Url, 2, null), (server.At("/"), 2, null)], new[] { refused, reset }.Select(failure => (failure.Url, failure.Attempts, failure.StatusCode)));
        Assert.All([refused, reset], failure => Assert.IsType<HttpRequestException>(failure.InnerException));
    }

    [Fact, Behaviour("errors.timeout", "Tells when the last attempt took too long",
        CandidateSentence = "The exception after a time-out did not carry a time-out as the last error, or came out as a cancellation.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_time_out_is_told()
    {
        var server = await candidate.ServerAsync(Reply.Silence);
        var client = await candidate.ClientAsync();

        var failure = await candidate.FailureAsync(client.FetchAsync(server.Get(retries: 1)));

        Assert.Equal((server.At("/"), 2, null), (failure.Url, failure.Attempts, failure.StatusCode));
        Assert.Contains(failure.Chain(), exception => exception is TimeoutException);
    }

    [Fact, Behaviour("errors.unexpected", "Wraps what nobody expected, and does not try it again",
        CandidateSentence = "Something unexpected in an answer came out unwrapped, was swallowed, or was tried again.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task The_unexpected_is_wrapped()
    {
        var server = await candidate.ServerAsync(Reply.Of(200, "body"u8.ToArray(), ("Content-Type", "text/plain; charset=no-such-charset")));
        var client = await candidate.ClientAsync();

        var failure = await candidate.FailureAsync(client.FetchAsync(server.Get()));

        Assert.Equal((server.At("/"), 1, 1), (failure.Url, failure.Attempts, server.RequestCount));
        Assert.NotNull(failure.InnerException);
    }
}
