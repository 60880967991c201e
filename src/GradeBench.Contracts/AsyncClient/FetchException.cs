namespace GradeBench.Contracts.AsyncClient;

/// <summary>A resource could not be fetched.</summary>
/// <param name="url">The request's address.</param>
/// <param name="attempts">How many requests were sent for it.</param>
/// <param name="statusCode">The status of the last attempt's answer; null when it got none, or none to its end.</param>
/// <param name="innerException">
/// What went wrong last: a <see cref="TimeoutException"/> for an attempt that took too long, an
/// <see cref="HttpRequestException"/> for a status or a failure on the way, otherwise whatever it was.
/// </param>
public sealed class FetchException(Uri url, int attempts, int? statusCode, Exception innerException)
    : Exception($"{url} could not be fetched in {attempts} attempts: {innerException.Message}", innerException)
{
    public Uri Url { get; } = url;

    public int Attempts { get; } = attempts;

    public int? StatusCode { get; } = statusCode;
}
