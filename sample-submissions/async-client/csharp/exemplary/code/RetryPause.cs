using System.Net.Http.Headers;

namespace Fetching;

/// <summary>How long to wait before the next attempt.</summary>
internal static class RetryPause
{
    private const double Jitter = 0.2;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MostAskedFor = TimeSpan.FromMinutes(1);

    /// <param name="retry">1 for the first retry.</param>
    /// <returns>Null when the server asks for more than is worth waiting for.</returns>
    public static TimeSpan? Before(int retry, RetryConditionHeaderValue? retryAfter, TimeProvider clock)
    {
        if ((retryAfter?.Delta ?? retryAfter?.Date - clock.GetUtcNow()) is { } asked)
            return asked > MostAskedFor ? null : asked > TimeSpan.Zero ? asked : TimeSpan.Zero;

        // Not all at the same moment: clients that failed together should not come back together.
        var seconds = Math.Pow(2, retry - 1) * (1 - Jitter + 2 * Jitter * Random.Shared.NextDouble());
        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
    }
}
