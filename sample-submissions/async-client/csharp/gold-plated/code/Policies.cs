using System.Net;

namespace Enterprise.Http.Resilience;

/// <summary>Decides whether an attempt is repeated, and when.</summary>
public interface IRetryStrategy
{
    RetryDecision Decide(AttemptReport report, int retriesLeft);
}

/// <summary>What one attempt came to.</summary>
public sealed record AttemptReport(int Number, HttpStatusCode? Status, Exception Error, TimeSpan? RequestedPause, bool IsUnexpected);

/// <summary>Whether and after which pause it is tried again.</summary>
public abstract record RetryDecision
{
    private RetryDecision()
    {
    }

    public sealed record GiveUp : RetryDecision;

    public sealed record TryAgain(TimeSpan Pause) : RetryDecision;
}

/// <summary>Exponential pauses with jitter.</summary>
public sealed class ExponentialRetryStrategy(Random random) : IRetryStrategy
{
    private static readonly TimeSpan MaximumPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaximumRequestedPause = TimeSpan.FromMinutes(1);

    public RetryDecision Decide(AttemptReport report, int retriesLeft)
    {
        if (retriesLeft <= 0 || report.IsUnexpected || !IsTransient(report.Status))
            return new RetryDecision.GiveUp();

        if (report.RequestedPause is { } requested)
            return requested > MaximumRequestedPause ? new RetryDecision.GiveUp() : new RetryDecision.TryAgain(requested < TimeSpan.Zero ? TimeSpan.Zero : requested);

        var seconds = Math.Pow(2, report.Number - 1) * (0.75 + random.NextDouble() / 2);
        return new RetryDecision.TryAgain(seconds > MaximumPause.TotalSeconds ? MaximumPause : TimeSpan.FromSeconds(seconds));
    }

    private static bool IsTransient(HttpStatusCode? status) =>
        status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (>= (HttpStatusCode)500 and <= (HttpStatusCode)599);
}
