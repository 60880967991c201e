using GradeBench.Assessments.Judge;
using GradeBench.Contracts.AsyncClient;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>How long one attempt may take, and from when to when that is measured.</summary>
public sealed class TimeoutTests(Candidate<IResilientClient> candidate)
{
    [Fact, Behaviour("timeouts.silence", "Gives an attempt up that gets no answer in time",
        CandidateSentence = "An attempt whose server never answered was not given up at its time-out, on the clock the client was given.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Silence_ends_at_the_time_out()
    {
        var server = await candidate.ServerAsync(Reply.Silence);
        var client = await candidate.ClientAsync();

        await candidate.FailureAsync(client.FetchAsync(server.Get(retries: 0) with { Timeout = TimeSpan.FromSeconds(4) }));

        Assert.InRange(candidate.Clock.Elapsed.TotalSeconds, 3.99, 4.1);
        await candidate.UntilAsync(() => server.UnderWay == 0, () => "The request that was given up stayed under way.");
    }

    [Fact, Behaviour("timeouts.body", "Gives an attempt up whose body comes too slowly",
        CandidateSentence = "An attempt whose body arrived drop by drop was not given up at its time-out.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_dripping_body_counts()
    {
        var server = await candidate.ServerAsync(Reply.Ok("a body of thirty bytes or so...").Dripping(TimeSpan.FromSeconds(1)));
        var client = await candidate.ClientAsync();

        await candidate.FailureAsync(client.FetchAsync(server.Get(retries: 0) with { Timeout = TimeSpan.FromSeconds(5.5) }));

        Assert.InRange(candidate.Clock.Elapsed.TotalSeconds, 5.49, 5.6);
    }

    [Fact, Behaviour("timeouts.patient", "Waits for an answer that comes in time",
        CandidateSentence = "An answer that came slowly but in time was not waited for, or the usual time-out was not the one documented.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task An_answer_in_time_is_taken()
    {
        var server = await candidate.ServerAsync(request => Reply.Ok("slow").After(TimeSpan.FromSeconds(request.Path == "/usual" ? 9.5 : 90)));
        var client = await candidate.ClientAsync();

        await candidate.ResultAsync(client.FetchAsync(server.Get("/usual")));
        await candidate.ResultAsync(client.FetchAsync(server.Get("/long") with { Timeout = TimeSpan.FromSeconds(100) }));

        Assert.Equal(2, server.RequestCount);
    }

    [Fact, Behaviour("timeouts.again", "Tries again after a time-out, with the whole time anew",
        CandidateSentence = "After a time-out it was not tried again, or the next attempt did not get the whole time.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task A_time_out_is_tried_again()
    {
        var server = await candidate.ServerAsync(Reply.Silence, Reply.Silence, Reply.Ok("at last").After(TimeSpan.FromSeconds(9)));
        var client = await candidate.ClientAsync();

        var response = await candidate.ResultAsync(client.FetchAsync(server.Get()));

        Assert.Equal(("at last", 3), (response.Body, server.RequestCount));
        Assert.InRange(server.Waits()[0], 10.49, 11.6);
    }

    [Fact, Behaviour("timeouts.from-connection", "Counts the time from when there is a connection",
        CandidateSentence = "A request that had to wait for a connection lost that time of its time-out.", LimitSeconds = AsyncClientJudge.LimitSeconds)]
    public async Task Waiting_for_a_connection_does_not_count()
    {
        var server = await candidate.ServerAsync(Reply.Ok("slow").After(TimeSpan.FromSeconds(8)));
        var client = await candidate.ClientAsync(maxConnections: 1);

        var calls = Enumerable.Range(0, 3).Select(_ => client.FetchAsync(server.Get())).ToList();
        await candidate.ResultAsync(Task.WhenAll(calls));

        Assert.Equal(3, server.RequestCount);
        Assert.Equal(24, candidate.Clock.Elapsed.TotalSeconds);
    }
}
