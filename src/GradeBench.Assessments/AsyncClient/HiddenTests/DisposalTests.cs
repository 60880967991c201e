using GradeBench.Assessments.Judge;
using GradeBench.Contracts.AsyncClient;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>What disposing a client does, and what senseless options do.</summary>
public sealed class DisposalTests(Candidate<IResilientClient> candidate)
{
    [Fact, Behaviour("disposal.running", "Ends calls that still run when it is disposed",
        CandidateSentence = "A call that was running or pausing when the client was disposed did not end as cancelled, or disposing did not end.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Running_calls_are_ended()
    {
        var server = await candidate.ServerAsync(request => request.Path == "/pausing" ? Reply.Status(503) : Reply.Silence);
        var client = await candidate.ClientAsync();

        Task[] calls = [client.FetchAsync(server.Get("/running")), client.FetchAsync(server.Get("/pausing")), client.FetchAllAsync([server.Get("/many")])];
        await candidate.UntilAsync(() => server.RequestCount == 3, () => $"Expected 3 requests; received {server.RequestCount}.", Task.WhenAny(calls));
        await candidate.AtRestAsync();
        var disposal = client.DisposeAsync().AsTask();

        await candidate.EndOfAsync(disposal, "Disposing");
        await disposal;
        foreach (var call in calls)
        {
            await candidate.EndOfAsync(call, "A call of the disposed client");
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        await candidate.LetAMinutePassAsync();
        Assert.Equal((3, 0), (server.RequestCount, server.UnderWay));
    }

    [Fact, Behaviour("disposal.connections", "Closes every connection when it is disposed",
        CandidateSentence = "Connections were still open after the client had been disposed.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task No_connection_stays_open()
    {
        var server = await candidate.ServerAsync(Reply.Ok("x").Held());
        var client = await candidate.ClientAsync();
        var calls = Task.WhenAll(Enumerable.Range(0, 3).Select(i => client.FetchAsync(server.Get($"/{i}"))));
        await candidate.UnderWayAsync(server, 3, calls);
        server.Release();
        await candidate.ResultAsync(calls);

        var disposal = client.DisposeAsync().AsTask();
        await candidate.EndOfAsync(disposal, "Disposing");
        await disposal;

        await candidate.UntilAsync(() => server.OpenConnections == 0, () => $"Expected no open connection; received {server.OpenConnections}.");
    }

    [Fact, Behaviour("disposal.afterwards", "Refuses calls after it is disposed",
        CandidateSentence = "A call after the client had been disposed was not refused with an ObjectDisposedException.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Later_calls_are_refused()
    {
        var server = await candidate.ServerAsync(Reply.Ok("x"));
        var client = await candidate.ClientAsync();
        var disposal = client.DisposeAsync().AsTask();
        await candidate.EndOfAsync(disposal, "Disposing");
        await disposal;

        Task[] calls = [client.FetchAsync(server.Get()), client.FetchAllAsync([server.Get()])];
        foreach (var call in calls)
        {
            await candidate.EndOfAsync(call, "A call of a disposed client");
            await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        }

        Assert.Equal(0, server.RequestCount);
    }

    [Fact, Behaviour("disposal.twice", "Can be disposed again",
        CandidateSentence = "Disposing a client a second time failed or did not end.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Disposing_again_does_nothing()
    {
        var server = await candidate.ServerAsync(Reply.Ok("x"));
        var client = await candidate.ClientAsync();
        await candidate.ResultAsync(client.FetchAsync(server.Get()));

        for (var i = 0; i < 2; i++)
        {
            var disposal = client.DisposeAsync().AsTask();
            await candidate.EndOfAsync(disposal, "Disposing");
            await disposal;
        }
    }

    [Fact, Behaviour("options.invalid", "Refuses senseless options",
        CandidateSentence = "A client was made although it was to have no connection, or was to accept no bytes.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Senseless_options_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => candidate.ClientAsync(maxConnections: 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => candidate.ClientAsync(maxConnections: -3));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => candidate.ClientAsync(maxBodyBytes: 0));
        await candidate.ClientAsync(maxConnections: 1, maxBodyBytes: 1);
    }
}
