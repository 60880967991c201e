using System.Net.Http.Headers;
using GradeBench.Contracts.AsyncClient;

namespace Fetching;

/// <summary>How one attempt ended. Being cancelled is no outcome: it ends the call.</summary>
internal abstract record AttemptOutcome
{
    private AttemptOutcome()
    {
    }

    public sealed record Succeeded(FetchResponse Response) : AttemptOutcome;

    /// <param name="MayPass">Whether another attempt may succeed.</param>
    /// <param name="RetryAfter">When the server would like to see it, if it said so.</param>
    public sealed record Failed(bool MayPass, int? StatusCode, Exception Error, RetryConditionHeaderValue? RetryAfter = null) : AttemptOutcome;
}
