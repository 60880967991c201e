using GradeBench.Protocol;

namespace GradeBench.CandidateHost;

/// <summary>What the host loads and calls to warm up, by the very code that serves a submission.</summary>
public sealed class WarmUpSubmission(ProbeOptions options) : IProbe
{
    public int Number { get; } = options.Number >= 0 ? options.Number : throw new ArgumentOutOfRangeException(nameof(options));

    public string Echo(string text) => text;

    public Task<ProbeValues> RoundTripAsync(ProbeValues values) => Task.FromResult(values);

    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<ProbeItem> items, CancellationToken cancellationToken)
    {
        var results = new List<string>();
        foreach (var item in items)
        {
            try
            {
                results.Add(await item.Work(cancellationToken).ConfigureAwait(false));
            }
            catch (InvalidOperationException e)
            {
                results.Add(e.Message);
            }
        }

        // A wait by the clock, in the method that waits anyhow: each asynchronous method is a dozen to compile.
        await Task.Delay(TimeSpan.FromSeconds(1), options.Clock, cancellationToken).ConfigureAwait(false);
        return results;
    }

    public async ValueTask<long> WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, options.Clock, cancellationToken).ConfigureAwait(false);
        return options.Clock.GetTimestamp();
    }

    public async IAsyncEnumerable<int> Doubled(IAsyncEnumerable<int> numbers)
    {
        await foreach (var number in numbers.ConfigureAwait(false)) yield return number * 2;
    }

    public Task NotifyAsync(Action<string> listener)
    {
        listener("notified");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
