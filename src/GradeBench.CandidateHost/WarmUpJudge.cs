using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>The judge's part in the warm-up, reduced to sending each kind of request.</summary>
internal static class WarmUpJudge
{
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

        await host.CreateAsync(id, [new ProbeOptions { Number = 1 }], scope).ConfigureAwait(false);
        await CallAsync(nameof(IProbe.Number)).ConfigureAwait(false);
        await CallAsync(nameof(IProbe.Echo), "text").ConfigureAwait(false);
        await CallAsync(nameof(IProbe.RoundTripAsync), values).ConfigureAwait(false);
        await CallAsync(nameof(IProbe.RunAsync), items, cancelling.Token).ConfigureAwait(false);
        await CallAsync(nameof(IAsyncDisposable.DisposeAsync)).ConfigureAwait(false);
        await peer.SettleAsync(scope).ConfigureAwait(false);
        await host.ReleaseAsync(id, scope).ConfigureAwait(false);

        Task<object?> CallAsync(string member, params object?[] arguments) => host.CallAsync(id, Probe.Find(member)!, arguments, scope);
    }
}
