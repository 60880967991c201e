namespace GradeBench.Protocol;

/// <summary>
/// A contract that has every kind of value and nothing else. Hosts warm themselves up with a submission for it, and their
/// tests use it; no assessment does.
/// </summary>
public interface IProbe : IAsyncDisposable
{
    int Number { get; }

    string Echo(string text);

    Task<ProbeValues> RoundTripAsync(ProbeValues values);

    /// <summary>Runs all items at once and returns their results in order.</summary>
    Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<ProbeItem> items, CancellationToken cancellationToken);

    ValueTask<long> WaitAsync(TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Each item of the stream, doubled.</summary>
    IAsyncEnumerable<int> Doubled(IAsyncEnumerable<int> numbers);

    Task NotifyAsync(Action<string> listener);
}

/// <summary>How a <see cref="IProbe"/> is set up.</summary>
public sealed record ProbeOptions
{
    public int Number { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Something to run, with what it is called.</summary>
public sealed record ProbeItem(string Name, Func<CancellationToken, Task<string>> Work);

/// <summary>Plain values of every kind.</summary>
public sealed record ProbeValues(
    double Real, decimal Exact, long Whole, string? Text, TimeSpan Span, DateTimeOffset Moment, Guid Id, DayOfWeek Day, byte[] Bytes,
    IReadOnlyDictionary<string, int> Map);
