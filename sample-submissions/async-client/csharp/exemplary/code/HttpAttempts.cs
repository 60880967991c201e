using System.Net;
using GradeBench.Contracts.AsyncClient;

namespace Fetching;

/// <summary>Sends single requests and says how each ended.</summary>
internal sealed class HttpAttempts(ResilientClientOptions options) : IDisposable
{
    // Time-outs are those of each request, on the clock of the options.
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    private readonly BodyReader _bodies = new(options.MaxBodyBytes);
    private long _started;

    /// <summary>Attempts so far.</summary>
    public long Started => Interlocked.Read(ref _started);

    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<AttemptOutcome> SendAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(request.Timeout, options.Clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        cancellationToken.ThrowIfCancellationRequested();

        Interlocked.Increment(ref _started);
        try
        {
            return await ExchangeAsync(request, ending.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new AttemptOutcome.Failed(MayPass: true, null, new TimeoutException($"{request.Url} took longer than {request.Timeout}.", exception));
        }
        catch (HttpRequestException exception)
        {
            return new AttemptOutcome.Failed(MayPass: true, null, exception);
        }
        catch (IOException exception)
        {
            return new AttemptOutcome.Failed(MayPass: true, null, new HttpRequestException($"The answer of {request.Url} broke off.", exception));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever it is, it is not the network, and the next attempt would meet it again.
            return new AttemptOutcome.Failed(MayPass: false, null, exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<AttemptOutcome> ExchangeAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, request.Url);
        foreach (var (name, value) in request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);

        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            return Refused(request, response);

        var body = await _bodies.ReadAsync(response.Content, cancellationToken);
        return new AttemptOutcome.Succeeded(new FetchResponse((int)response.StatusCode, HeadersOf(response), body));
    }

    private static AttemptOutcome.Failed Refused(FetchRequest request, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var mayPass = status is >= 500 and <= 599 or (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests;
        var error = new HttpRequestException($"{request.Url} answered {status}.", null, response.StatusCode);
        return new AttemptOutcome.Failed(mayPass, status, error, response.Headers.RetryAfter);
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response) =>
        response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
}
