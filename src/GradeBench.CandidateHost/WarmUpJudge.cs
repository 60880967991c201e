using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>
/// The judge's part in the warm-up, reduced to sending each kind of request. It blocks on every answer: an asynchronous
/// method is a dozen methods of the runtime's to compile, and these would serve nothing but the warm-up.
/// </summary>
internal static class WarmUpJudge
{
    // An id that no object made has.
    private const ulong Refused = 100;

    private static readonly ContractShape Probe = ContractShape.Of(typeof(IProbe));

    public static void Run(Peer peer, int rounds)
    {
        using var scope = peer.OpenScope();
        var assembly = File.ReadAllBytes(typeof(WarmUpSubmission).Assembly.Location);
        Await(new HostRequests(peer).RequestLoadAsync(typeof(IProbe).FullName!, [new PayloadFile("submission.dll", assembly)]));
        for (var round = 0; round < rounds; round++) CallAll(peer, scope, (ulong)round);
    }

    private static void CallAll(Peer peer, ReferenceScope scope, ulong id)
    {
        var host = new HostRequests(peer);
        using var cancelling = new CancellationTokenSource();
        var values = new ProbeValues(
            0.5, 1.5m, 2, "text", TimeSpan.FromSeconds(1), DateTimeOffset.UnixEpoch, Guid.Empty, DayOfWeek.Friday, [1],
            new Dictionary<string, int> { ["one"] = 1 });
        ProbeItem[] items =
        [
            new("one", _ => Task.FromResult("1")),
            new("two", _ => throw new InvalidOperationException("expected")),
            new("three", KnownAnswer.Of<Func<CancellationToken, Task<string>>>("3")),
        ];

        var clock = new WarmUpClock();
        AwaitEnd(host.CreateAsync(id + Refused, [new ProbeOptions { Number = -1 }], scope));
        Await(host.CreateAsync(id, [new ProbeOptions { Number = 1, Clock = clock }], scope));
        Await(CallAsync(nameof(IProbe.Number)));
        Await(CallAsync(nameof(IProbe.Echo), "text"));
        Await(CallAsync(nameof(IProbe.RoundTripAsync), values));
        Run(clock.FireAll);
        Run(cancelling.Cancel);
        Await(CallAsync(nameof(IAsyncDisposable.DisposeAsync)));
        Await(host.RequestReleaseAsync(id, scope));

        // Runs the items, then ends by its timer or by cancellation, once it waits.
        void Run(Action end)
        {
            var running = CallAsync(nameof(IProbe.RunAsync), items, cancelling.Token);
            clock.AwaitTimer();
            Await(peer.RequestAsync("settle", static _ => { }, scope, null));
            end();
            AwaitEnd(running);
        }

        Task<object?> CallAsync(string member, params object?[] arguments) => host.CallAsync(id, Probe.Find(member)!, arguments, scope);
    }

    private static void Await(Task answer) => answer.GetAwaiter().GetResult();

    // Also when it fails, as some are meant to.
    private static void AwaitEnd(Task answer) => ((IAsyncResult)answer).AsyncWaitHandle.WaitOne();
}
