using System.Collections.Concurrent;

namespace Enterprise.Http.Resilience;

/// <summary>Keeps requests from a host that has failed many times in a row.</summary>
public sealed class CircuitBreaker(TimeProvider clock)
{
    private const int FailuresToOpen = 1000;
    private static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, State> _hosts = new();

    public bool IsOpen(Uri url) =>
        _hosts.TryGetValue(url.Authority, out var state) && state.Failures >= FailuresToOpen && clock.GetElapsedTime(state.Since) < OpenFor;

    public void Succeeded(Uri url) => _hosts.TryRemove(url.Authority, out _);

    public void Failed(Uri url) =>
        _hosts.AddOrUpdate(url.Authority, _ => new State(1, clock.GetTimestamp()), (_, state) => new State(state.Failures + 1, clock.GetTimestamp()));

    private sealed record State(int Failures, long Since);
}
