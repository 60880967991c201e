using GradeBench.Assessments.Judge;
using GradeBench.Contracts.AsyncClient;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>Cancellation of one call: before it, and in each of the places where it can wait.</summary>
public sealed class CancellationTests(Candidate<IResilientClient> candidate)
{
    [Fact, Behaviour("cancellation.before", "Sends nothing when it is cancelled beforehand",
        CandidateSentence = "A call whose token was already cancelled sent a request, or did not end as cancelled.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_call_cancelled_beforehand_sends_nothing()
    {
        var server = await candidate.ServerAsync(Reply.Ok("x"));
        var client = await candidate.ClientAsync();
        var cancelled = new CancellationToken(canceled: true);

        Task[] calls = [client.FetchAsync(server.Get(), cancelled), client.FetchAllAsync([server.Get()], cancelled)];

        await EndsAsCancelledAsync(calls);
        await StaysQuietAsync(server, 0);
    }

    [Fact, Behaviour("cancellation.request", "Gives a request up when it is cancelled",
        CandidateSentence = "A call that was cancelled while its request was under way did not end promptly as cancelled, or made another attempt.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_request_under_way_is_given_up()
    {
        using var cancellation = new CancellationTokenSource();
        var server = await candidate.ServerAsync(Reply.Silence);
        var client = await candidate.ClientAsync();

        var call = client.FetchAsync(server.Get(), cancellation.Token);
        await candidate.UnderWayAsync(server, 1, call);
        await cancellation.CancelAsync();

        await EndsAsCancelledAsync(call);
        await candidate.UntilAsync(() => server.UnderWay == 0, () => "The request of the cancelled call stayed under way.");
        await StaysQuietAsync(server, 1);
    }

    [Fact, Behaviour("cancellation.body", "Stops reading a body when it is cancelled",
        CandidateSentence = "A call that was cancelled while a body was still arriving did not end promptly as cancelled.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_body_on_its_way_is_given_up()
    {
        using var cancellation = new CancellationTokenSource();
        var server = await candidate.ServerAsync(Reply.Ok("slow").Dripping(TimeSpan.FromSeconds(2)));
        var client = await candidate.ClientAsync();

        var call = client.FetchAsync(server.Get(), cancellation.Token);
        await candidate.UnderWayAsync(server, 1, call);
        await candidate.AtRestAsync();
        candidate.Clock.Advance(TimeSpan.FromSeconds(3));
        await candidate.AtRestAsync();
        await cancellation.CancelAsync();

        await EndsAsCancelledAsync(call);
        await StaysQuietAsync(server, 1);
    }

    [Fact, Behaviour("cancellation.pause", "Ends a pause when it is cancelled",
        CandidateSentence = "A call that was cancelled while it waited to try again did not end promptly as cancelled, or tried again.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_pause_is_ended()
    {
        using var cancellation = new CancellationTokenSource();
        var server = await candidate.ServerAsync(Reply.Status(503));
        var client = await candidate.ClientAsync();

        var call = client.FetchAsync(server.Get(), cancellation.Token);
        await candidate.UntilAsync(() => server.RequestCount == 1, () => "No request was sent.", call);
        await candidate.AtRestAsync();
        await cancellation.CancelAsync();

        await EndsAsCancelledAsync(call);
        await StaysQuietAsync(server, 1);
    }

    [Fact, Behaviour("cancellation.waiting", "Ends a call that waits for a connection when it is cancelled",
        CandidateSentence = "A call that was cancelled while it waited for a connection did not end promptly as cancelled, or sent its request later.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_call_that_waits_for_a_connection_is_ended()
    {
        using var cancellation = new CancellationTokenSource();
        var server = await candidate.ServerAsync(Reply.Ok("x").Held());
        var client = await candidate.ClientAsync(maxConnections: 1);

        var first = client.FetchAsync(server.Get("/first"));
        await candidate.UnderWayAsync(server, 1, first);
        var waiting = client.FetchAsync(server.Get("/waiting"), cancellation.Token);
        await candidate.AtRestAsync();
        await cancellation.CancelAsync();

        await EndsAsCancelledAsync(waiting);
        server.Release();
        await candidate.ResultAsync(first);
        await candidate.AtRestAsync();
        Assert.Equal(["/first"], server.Requests.Select(request => request.Path));
    }

    [Fact, Behaviour("cancellation.only-its-call", "Leaves other calls alone",
        CandidateSentence = "Cancelling one call disturbed another, or left its connection taken.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Cancelling_a_call_leaves_others_alone()
    {
        using var cancellation = new CancellationTokenSource();
        var server = await candidate.ServerAsync(request => request.Path == "/later" ? Reply.Ok("later") : Reply.Ok("held").Held());
        var client = await candidate.ClientAsync(maxConnections: 2);

        var cancelled = client.FetchAsync(server.Get("/cancelled"), cancellation.Token);
        var other = client.FetchAsync(server.Get("/other"));
        await candidate.UnderWayAsync(server, 2, Task.WhenAll(cancelled, other));
        await cancellation.CancelAsync();
        await EndsAsCancelledAsync(cancelled);

        Assert.Equal("later", (await candidate.ResultAsync(client.FetchAsync(server.Get("/later")))).Body);
        server.Release();
        Assert.Equal("held", (await candidate.ResultAsync(other)).Body);
    }

    private async Task EndsAsCancelledAsync(params Task[] calls)
    {
        foreach (var call in calls)
        {
            await candidate.EndOfAsync(call, "A cancelled call");
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }
    }

    private async Task StaysQuietAsync(FaultyServer server, int requests)
    {
        await candidate.LetAMinutePassAsync();
        Assert.Equal(requests, server.RequestCount);
    }
}
