using System.Net;
using GradeBench.Contracts.AsyncClient;

namespace ResilientHttp;

public sealed class ResilientHttpClient : IResilientClient
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;
    private readonly SemaphoreSlim _limiter;
    private readonly CancellationTokenSource _shutdown = new();
    private readonly int _maxBody;
    private long _count;
    private int _disposed;

    public ResilientHttpClient(ResilientClientOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBodyBytes, 1);
        _maxBody = options.MaxBodyBytes;
        _limiter = new SemaphoreSlim(options.MaxConnections);
        _client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = options.MaxConnections })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = _maxBody,
        };
    }

    public long RequestCount => Volatile.Read(ref _count);

    public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed == 1, this);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _shutdown.Token);

        for (var attempt = 1; ; attempt++)
        {
            Exception failure;
            HttpStatusCode? status = null;
            TimeSpan? asked = null;

            await _limiter.WaitAsync(stop.Token);
            try
            {
                using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
                timeout.CancelAfter(request.Timeout);

                using var message = new HttpRequestMessage(HttpMethod.Get, request.Url);
                foreach (var (name, value) in request.Headers)
                    message.Headers.TryAddWithoutValidation(name, value);

                Interlocked.Increment(ref _count);
                using var response = await _client.SendAsync(message, timeout.Token);
                if (response.IsSuccessStatusCode)
                    return await ToResponseAsync(response, timeout.Token);

                status = response.StatusCode;
                asked = response.Headers.RetryAfter switch
                {
                    { Delta: { } delta } => delta,
                    { Date: { } date } => date - TimeProvider.System.GetUtcNow(),
                    _ => null,
                };
                failure = new HttpRequestException($"{request.Url} answered {(int)status}.", null, status);
            }
            catch (OperationCanceledException exception) when (!stop.IsCancellationRequested)
            {
                failure = new TimeoutException($"{request.Url} did not answer within {request.Timeout}.", exception);
            }
            catch (HttpRequestException exception)
            {
                failure = exception;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new FetchException(request.Url, attempt, null, exception);
            }
            finally
            {
                _limiter.Release();
            }

            var transient = status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
            if (!transient || attempt > request.MaxRetries || asked > TimeSpan.FromMinutes(1))
                throw new FetchException(request.Url, attempt, (int?)status, failure);

            await Task.Delay(asked ?? Backoff(attempt), stop.Token);
        }
    }

    public async Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed == 1, this);
        return await Task.WhenAll(requests.Select(request => FetchOneAsync(request, cancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;

        await _shutdown.CancelAsync();
        _client.Dispose();
    }

    private async Task<FetchResult> FetchOneAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new FetchResult(await FetchAsync(request, cancellationToken), null);
        }
        catch (FetchException exception)
        {
            return new FetchResult(null, exception);
        }
    }

    private static async Task<FetchResponse> ToResponseAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new FetchResponse((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static TimeSpan Backoff(int attempt)
    {
        var exponential = TimeSpan.FromSeconds(Math.Pow(2, attempt));
        return exponential < MaxDelay ? exponential : MaxDelay;
    }
}
