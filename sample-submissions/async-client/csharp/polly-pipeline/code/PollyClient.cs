using System.Net;
using GradeBench.Contracts.AsyncClient;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Fetching;

/// <summary>Leaves retries and time-outs to Polly, and connections to a semaphore.</summary>
public sealed class PollyClient : IResilientClient
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MostAskedFor = TimeSpan.FromMinutes(1);

    private readonly ResilientClientOptions _options;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _connections;
    private readonly CancellationTokenSource _closing = new();
    private long _requests;

    public PollyClient(ResilientClientOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBodyBytes, 1);

        _options = options;
        _connections = new SemaphoreSlim(options.MaxConnections);
        _http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = options.MaxBodyBytes };
    }

    public long RequestCount => Interlocked.Read(ref _requests);

    public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);

        var attempts = 0;
        try
        {
            using var response = await RetriesOf(request).ExecuteAsync(
                async token =>
                {
                    attempts++;
                    return await SendAsync(request, token);
                },
                ending.Token);

            response.EnsureSuccessStatusCode();
            return await ReadAsync(response, ending.Token);
        }
        catch (TimeoutRejectedException exception)
        {
            throw new FetchException(request.Url, attempts, null, new TimeoutException($"No answer within {request.Timeout}.", exception));
        }
        catch (HttpRequestException exception)
        {
            throw new FetchException(request.Url, attempts, (int?)exception.StatusCode, exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new FetchException(request.Url, attempts, null, exception);
        }
    }

    public async Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
        return await Task.WhenAll(requests.Select(request => ResultAsync(request, cancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
            return;

        await _closing.CancelAsync();
        _http.Dispose();
    }

    private async Task<FetchResult> ResultAsync(FetchRequest request, CancellationToken cancellationToken)
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

    // Polly wants at least one retry.
    private ResiliencePipeline<HttpResponseMessage> RetriesOf(FetchRequest request) => request.MaxRetries < 1
        ? ResiliencePipeline<HttpResponseMessage>.Empty
        : new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = _options.Clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = request.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = LongestPause,
                DelayGenerator = arguments => ValueTask.FromResult(AskedPause(arguments.Outcome.Result)),
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome switch
                {
                    { Exception: TimeoutRejectedException } => true,
                    { Exception: HttpRequestException exception } => exception.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded,
                    { Result: { } response } => IsTransient(response.StatusCode) && !(AskedPause(response) > MostAskedFor),
                    _ => false,
                }),
                OnRetry = arguments =>
                {
                    arguments.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    private async Task<HttpResponseMessage> SendAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var timeout = new ResiliencePipelineBuilder { TimeProvider = _options.Clock }.AddTimeout(request.Timeout).Build();

        await _connections.WaitAsync(cancellationToken);
        try
        {
            return await timeout.ExecuteAsync(
                async token =>
                {
                    using var message = new HttpRequestMessage(HttpMethod.Get, request.Url);
                    foreach (var (name, value) in request.Headers)
                        message.Headers.TryAddWithoutValidation(name, value);

                    Interlocked.Increment(ref _requests);
                    return await _http.SendAsync(message, HttpCompletionOption.ResponseContentRead, token);
                },
                cancellationToken);
        }
        finally
        {
            _connections.Release();
        }
    }

    private static async Task<FetchResponse> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new FetchResponse((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private TimeSpan? AskedPause(HttpResponseMessage? response) =>
        response?.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - _options.Clock.GetUtcNow() : null;

    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status is >= 500 and <= 599;
}
