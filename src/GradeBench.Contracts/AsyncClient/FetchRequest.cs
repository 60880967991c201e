using System.Collections.ObjectModel;

namespace GradeBench.Contracts.AsyncClient;

/// <summary>What is to be fetched, and how patiently.</summary>
/// <param name="Url">An absolute address, <c>http</c> or <c>https</c>.</param>
public sealed record FetchRequest(Uri Url)
{
    /// <summary>
    /// How long one attempt may take, from the moment it has a connection to the last byte of the body. The default is ten seconds.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it is tried again after the first attempt: 0 or more. The default is 3, which makes four attempts.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Headers to send with every attempt, by name.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
