namespace GradeBench.Contracts.AsyncClient;

/// <summary>How a client is set up.</summary>
public sealed record ResilientClientOptions
{
    /// <summary>
    /// Requests that may be under way at the same time, over all calls: 1 or more. The default is 100. A call that waits
    /// before it tries again has none under way.
    /// </summary>
    public int MaxConnections { get; init; } = 100;

    /// <summary>
    /// The longest body that is accepted, in bytes as they arrive: 1 or more. The default is one mebibyte. A longer one is
    /// not read to its end and not tried again.
    /// </summary>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>The clock for everything the client waits for: time-outs, pauses, dates. The default is the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
