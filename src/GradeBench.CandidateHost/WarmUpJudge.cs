using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>The judge's part in the warm-up, reduced to sending each kind of request.</summary>
internal static class WarmUpJudge
{
    // An id that no object made has.
    private const ulong Refused = 100;

    private static readonly ContractShape Probe = ContractShape.Of(typeof(IProbe));

    public static async Task RunAsync(Peer peer, int rounds)
    {
        using var scope = peer.OpenScope();
        var assembly = await File.ReadAllBytesAsync(typeof(WarmUpSubmission).Assembly.Location).ConfigureAwait(false);
        await new HostRequests(peer).LoadAsync(typeof(IProbe).FullName!, [new PayloadFile("submission.dll", assembly)]).ConfigureAwait(false);
        for (var round = 0; round < rounds; round++) await CallAllAsync(peer, scope, (ulong)round).ConfigureAwait(false);
    }

    private static async Task CallAllAsync(Peer peer, ReferenceScope scope, ulong id)
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
        Task refused = host.CreateAsync(id + Refused, [new ProbeOptions { Number = -1 }], scope);
        await refused.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await host.CreateAsync(id, [new ProbeOptions { Number = 1, Clock = clock }], scope).ConfigureAwait(false);
        await CallAsync(nameof(IProbe.Number)).ConfigureAwait(false);
        await CallAsync(nameof(IProbe.Echo), "text").ConfigureAwait(false);
        await CallAsync(nameof(IProbe.RoundTripAsync), values).ConfigureAwait(false);
        await CallAsync(nameof(IProbe.RunAsync), items, cancelling.Token).ConfigureAwait(false);
        await WaitAsync(clock.FireAll).ConfigureAwait(false);
        await WaitAsync(cancelling.Cancel).ConfigureAwait(false);
        await CallAsync(nameof(IAsyncDisposable.DisposeAsync)).ConfigureAwait(false);
        await host.ReleaseAsync(id, scope).ConfigureAwait(false);

        // Ends by its timer or by cancellation, once it waits.
        async Task WaitAsync(Action end)
        {
            Task waiting = CallAsync(nameof(IProbe.WaitAsync), TimeSpan.FromSeconds(1), cancelling.Token);
            await peer.SettleAsync(scope).ConfigureAwait(false);
            end();
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Task<object?> CallAsync(string member, params object?[] arguments) => host.CallAsync(id, Probe.Find(member)!, arguments, scope);
    }
}
