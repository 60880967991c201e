using System.Net;
using GradeBench.Contracts.AsyncClient;

namespace Fetcher;

public sealed class HttpFetcher : IResilientClient
{
    private readonly ResilientClientOptions _options;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _disposed = new();
    private long _requests;

    public HttpFetcher(ResilientClientOptions options)
    {
        if (options.MaxConnections < 1)
            throw new ArgumentOutOfRangeException(nameof(options), "At least one connection is needed.");
        if (options.MaxBodyBytes < 1)
            throw new ArgumentOutOfRangeException(nameof(options), "At least one byte is needed.");

        _options = options;
        _slots = new SemaphoreSlim(options.MaxConnections, options.MaxConnections);
        _http = new HttpClient
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = options.MaxBodyBytes,
        };
    }

    public long RequestCount => Interlocked.Read(ref _requests);

    public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        var token = linked.Token;

        for (var attempt = 1; ; attempt++)
        {
            token.ThrowIfCancellationRequested();
            Exception error;
            HttpStatusCode? status = null;
            TimeSpan? retryAfter = null;

            await _slots.WaitAsync(token);
            try
            {
                using var response = await SendAsync(request, token);
                if (response.IsSuccessStatusCode)
                    return await ReadAsync(response);

                status = response.StatusCode;
                retryAfter = response.Headers.RetryAfter?.Delta;
                error = new HttpRequestException($"Status {(int)response.StatusCode}", null, response.StatusCode);
                if (!IsTransient(response.StatusCode))
                    throw new FetchException(request.Url, attempt, (int)response.StatusCode, error);
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded)
            {
                error = exception;
            }
            catch (TimeoutException exception)
            {
                error = exception;
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or FetchException))
            {
                throw new FetchException(request.Url, attempt, null, exception);
            }
            finally
            {
                _slots.Release();
            }

            if (attempt > request.MaxRetries)
                throw new FetchException(request.Url, attempt, (int?)status, error);

            await Task.Delay(retryAfter ?? Backoff(attempt), _options.Clock, token);
        }
    }

    public async Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        return await Task.WhenAll(requests.Select(async request =>
        {
            try
            {
                return new FetchResult(await FetchAsync(request, cancellationToken), null);
            }
            catch (FetchException exception)
            {
                return new FetchResult(null, exception);
            }
        }));
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed.IsCancellationRequested)
            return;

        await _disposed.CancelAsync();
        _http.Dispose();
    }

    private async Task<HttpResponseMessage> SendAsync(FetchRequest request, CancellationToken token)
    {
        using var timeout = new CancellationTokenSource(request.Timeout, _options.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(token, timeout.Token);
        using var message = new HttpRequestMessage(HttpMethod.Get, request.Url);
        foreach (var header in request.Headers)
            message.Headers.TryAddWithoutValidation(header.Key, header.Value);

        Interlocked.Increment(ref _requests);
        try
        {
            return await _http.SendAsync(message, HttpCompletionOption.ResponseContentRead, both.Token);
        }
        catch (OperationCanceledException exception) when (!token.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {request.Timeout}", exception);
        }
    }

    private static async Task<FetchResponse> ReadAsync(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in response.Headers.Concat(response.Content.Headers))
            headers[header.Key] = string.Join(", ", header.Value);

        return new FetchResponse((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync());
    }

    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(Math.Min(30, Math.Pow(2, attempt - 1)));
}
