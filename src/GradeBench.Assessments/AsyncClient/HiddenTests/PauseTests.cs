using GradeBench.Assessments.Judge;
using GradeBench.Contracts.AsyncClient;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>How long is waited before it is tried again, measured where the requests arrive.</summary>
public sealed class PauseTests(Candidate<IResilientClient> candidate)
{
    private const double Longest = 30;

    // What a pause may be off by when it is counted in milliseconds.
    private const double Tolerance = 0.002;

    [Fact, Behaviour("pauses.doubling", "Waits twice as long before every further attempt",
        CandidateSentence = "The pauses before further attempts were not those that double each time, on the clock the client was given.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Pauses_double()
    {
        var server = await candidate.ServerAsync(Reply.Status(503));
        var client = await candidate.ClientAsync();

        await candidate.FailureAsync(client.FetchAsync(server.Get(retries: 5)));

        AssertDoubling(server.Waits());
    }

    [Fact, Behaviour("pauses.longest", "Never waits longer than half a minute by itself",
        CandidateSentence = "A pause grew beyond the longest one, or not up to it.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Pauses_have_a_limit()
    {
        var server = await candidate.ServerAsync(Reply.Status(503));
        var client = await candidate.ClientAsync();

        await candidate.FailureAsync(client.FetchAsync(server.Get(retries: 9)));

        var waits = server.Waits();
        Assert.Equal(9, waits.Count);
        Assert.All(waits.Skip(5), wait => Assert.InRange(wait, 10, Longest + Tolerance));
    }

    [Fact, Behaviour("pauses.of-each-call", "Begins with a short pause in every call",
        CandidateSentence = "The pauses of one call depended on what had happened in another.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Pauses_begin_anew()
    {
        var client = await candidate.ClientAsync();

        for (var call = 0; call < 3; call++)
        {
            var server = await candidate.ServerAsync(Reply.Status(500), Reply.Status(500), Reply.Ok("x"));
            await candidate.ResultAsync(client.FetchAsync(server.Get()));
            AssertDoubling(server.Waits());
        }
    }

    [Fact, Behaviour("pauses.asked-for", "Waits as many seconds as the server asks for",
        CandidateSentence = "A server that said how many seconds to wait was asked again earlier or much later.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Seconds_asked_for_are_waited()
    {
        var server = await candidate.ServerAsync(Reply.Status(429, ("Retry-After", "7")), Reply.Status(503, ("Retry-After", "23")), Reply.Ok("x"));
        var client = await candidate.ClientAsync();

        await candidate.ResultAsync(client.FetchAsync(server.Get()));

        AssertWaits(server, 7, 23);
    }

    [Fact, Behaviour("pauses.date", "Waits until the moment the server names",
        CandidateSentence = "A server that named the moment from which it may be asked again was asked earlier or much later, by the clock the client was given.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_date_asked_for_is_waited_for()
    {
        var server = await candidate.ServerAsync(request => request.Number < 3
            ? Reply.Status(503, ("Retry-After", (candidate.Clock.GetUtcNow() + TimeSpan.FromSeconds(17)).ToString("R")))
            : Reply.Ok("x"));
        var client = await candidate.ClientAsync();

        await candidate.ResultAsync(client.FetchAsync(server.Get()));

        AssertWaits(server, 17, 17);
    }

    [Fact, Behaviour("pauses.too-long", "Gives up when the server asks for more than a minute",
        CandidateSentence = "A server that asked for a very long pause was waited for, or asked again early, where the call was to give up.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Too_long_a_pause_is_not_waited_for()
    {
        var server = await candidate.ServerAsync(Reply.Status(503, ("Retry-After", "3600")), Reply.Ok("x"));
        var client = await candidate.ClientAsync();

        var failure = await candidate.FailureAsync(client.FetchAsync(server.Get()));

        Assert.Equal((1, 1, 503), (server.RequestCount, failure.Attempts, failure.StatusCode));
        Assert.InRange(candidate.Clock.Elapsed.TotalSeconds, 0, 0.5);
    }

    private static void AssertDoubling(IReadOnlyList<double> waits)
    {
        for (var retry = 0; retry < waits.Count; retry++)
            Assert.InRange(waits[retry], 0.5 * Math.Pow(2, retry) - Tolerance, 1.5 * Math.Pow(2, retry) + Tolerance);
    }

    private static void AssertWaits(FaultyServer server, params double[] asked)
    {
        var waits = server.Waits();
        Assert.Equal(asked.Length, waits.Count);
        Assert.All(asked.Zip(waits), pair => Assert.InRange(pair.Second, pair.First - Tolerance, pair.First + 1 + Tolerance));
    }
}
