using GradeBench.Assessments.Judge;
using GradeBench.Contracts.AsyncClient;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>What the hidden tests of this pack share.</summary>
internal static class AsyncClientJudge
{
    /// <summary>For a submission that answers nothing any more; all other waits end earlier.</summary>
    public const int LimitSeconds = 30;

    /// <summary>Connections of a test to which their number does not matter.</summary>
    public const int UsualConnections = 8;

    private const int UsualBodyBytes = 1024 * 1024;

    // A correct submission needs a few dozen timers in one test.
    private const int MostTimers = 400;

    // How often, and at least how long, a submission at rest does nothing although nothing holds it up. Short, and by the
    // clock on the wall: a pause of half a second on a clock of its own must not come to its end on a machine that is busy.
    private const int StillRounds = 3;
    private static readonly TimeSpan StillFor = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan WaitAllowance = TimeSpan.FromSeconds(2);

    public static Task<IResilientClient> ClientAsync(
        this Candidate<IResilientClient> candidate, int maxConnections = UsualConnections, int maxBodyBytes = UsualBodyBytes) =>
        candidate.CreateAsync(new ResilientClientOptions { MaxConnections = maxConnections, MaxBodyBytes = maxBodyBytes, Clock = candidate.Clock });

    public static Task<FaultyServer> ServerAsync(this Candidate<IResilientClient> candidate, Func<SeenRequest, Reply> script) =>
        FaultyServer.StartAsync(candidate, script);

    /// <summary>A server that gives the replies one after the other, and the last of them for ever.</summary>
    public static Task<FaultyServer> ServerAsync(this Candidate<IResilientClient> candidate, params Reply[] replies) =>
        candidate.ServerAsync(request => replies[Math.Min(request.Number, replies.Length) - 1]);

    public static FetchRequest Get(this FaultyServer server, string path = "/", int? retries = null) =>
        retries is { } most ? new FetchRequest(server.At(path)) { MaxRetries = most } : new FetchRequest(server.At(path));

    public static Task<FetchResponse> FetchAsync(this IResilientClient client, FetchRequest request) =>
        client.FetchAsync(request, CancellationToken.None);

    public static Task<IReadOnlyList<FetchResult>> FetchAllAsync(this IResilientClient client, IReadOnlyList<FetchRequest> requests) =>
        client.FetchAllAsync(requests, CancellationToken.None);

    /// <summary>The result of a call that must succeed, however long that takes on the clock.</summary>
    public static async Task<T> ResultAsync<T>(this Candidate<IResilientClient> candidate, Task<T> call)
    {
        await candidate.PassTimeAsync(call);
        return await call;
    }

    /// <summary>What a call that must fail ends with.</summary>
    public static async Task<FetchException> FailureAsync(this Candidate<IResilientClient> candidate, Task<FetchResponse> call)
    {
        await candidate.PassTimeAsync(call);
        return await Assert.ThrowsAsync<FetchException>(() => call);
    }

    /// <summary>
    /// Moves the clock from timer to timer until a call has ended; in between everybody comes to rest. One that is at rest and
    /// waits neither for the server nor on the clock does not get the chance to wait for real.
    /// </summary>
    public static async Task PassTimeAsync(this Candidate<IResilientClient> candidate, Task call)
    {
        var begin = candidate.ReadCpuTime();
        var before = begin;
        var (fired, still, since) = (0, 0, TimeProvider.System.GetTimestamp());
        while (still < StillRounds || TimeProvider.System.GetElapsedTime(since) < StillFor)
        {
            var rest = await candidate.AtRestAsync();
            if (call.IsCompleted)
                return;

            var now = candidate.ReadCpuTime();
            if (now - begin > WaitAllowance)
                Assert.Fail("The call did not end and kept a processor busy.");

            var fires = candidate.Clock.FireNext();
            if (fires && ++fired > MostTimers)
                Assert.Fail($"The call did not end, although {candidate.Clock.Elapsed.TotalSeconds:0} s and {fired} timers had passed.");

            if (fires || (now - before > Still && rest != Rest.Blocked))
                (still, since) = (0, TimeProvider.System.GetTimestamp());

            (still, before) = (still + 1, now);
            if (!fires)
                await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The call did not end: it waited, but neither for the server nor on the clock it had been given.");
    }

    /// <summary>Lets a minute pass, in which a submission that has not given up would go on.</summary>
    public static async Task LetAMinutePassAsync(this Candidate<IResilientClient> candidate)
    {
        await candidate.AtRestAsync();
        candidate.Clock.Advance(TimeSpan.FromMinutes(1));
        await candidate.AtRestAsync();
    }

    /// <summary>Waits until the server has so many requests under way.</summary>
    public static Task UnderWayAsync(this Candidate<IResilientClient> candidate, FaultyServer server, int count, Task? call = null) =>
        candidate.UntilAsync(() => server.UnderWay >= count, () => $"Expected {count} requests under way; received {server.UnderWay}.", call);

    /// <summary>How long the submission waited before each request after the first.</summary>
    public static IReadOnlyList<double> Waits(this FaultyServer server) =>
        [.. server.Requests.Zip(server.Requests.Skip(1), (one, next) => (next.At - one.At).TotalSeconds)];

    /// <summary>The exception and what it carries.</summary>
    public static IEnumerable<Exception> Chain(this Exception exception)
    {
        for (var one = exception; one is not null; one = one.InnerException)
            yield return one;
    }
}
