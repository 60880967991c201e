using GradeBench.Contracts.AsyncClient;

namespace Enterprise.Http.Resilience;

/// <summary>Puts transport, retry strategy and circuit breaker together.</summary>
public sealed class ResilientClient : IResilientClient
{
    private readonly ResilientClientOptions _options;
    private readonly ITransport _transport;
    private readonly IRetryStrategy _strategy;
    private readonly CircuitBreaker _breaker;
    private readonly SemaphoreSlim _bulkhead;
    private readonly CancellationTokenSource _shutdown = new();
    private int _isDisposed;

    public ResilientClient(ResilientClientOptions options)
        : this(options, new HttpTransport(options), new ExponentialRetryStrategy(Random.Shared))
    {
    }

    internal ResilientClient(ResilientClientOptions options, ITransport transport, IRetryStrategy strategy)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxConnections);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxBodyBytes);

        _options = options;
        _transport = transport;
        _strategy = strategy;
        _breaker = new CircuitBreaker(options.Clock);
        _bulkhead = new SemaphoreSlim(options.MaxConnections, options.MaxConnections);
    }

    public long RequestCount => _transport.Sent;

    public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _shutdown.Token);

        for (var attempt = 1; ; attempt++)
        {
            var (response, report) = await AttemptAsync(request, attempt, linked.Token).ConfigureAwait(false);
            if (response is not null)
                return response;

            var decision = _strategy.Decide(report!, request.MaxRetries - attempt + 1);
            if (decision is not RetryDecision.TryAgain again)
                throw new FetchException(request.Url, attempt, (int?)report!.Status, report.Error);

            await Task.Delay(again.Pause, _options.Clock, linked.Token).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        var results = new FetchResult[requests.Count];
        await Task.WhenAll(Enumerable.Range(0, requests.Count).Select(async index =>
        {
            try
            {
                results[index] = new FetchResult(await FetchAsync(requests[index], cancellationToken).ConfigureAwait(false), null);
            }
            catch (FetchException exception)
            {
                results[index] = new FetchResult(null, exception);
            }
        })).ConfigureAwait(false);

        return results;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        await _shutdown.CancelAsync().ConfigureAwait(false);
        _transport.Dispose();
    }

    private async Task<(FetchResponse? Response, AttemptReport? Report)> AttemptAsync(FetchRequest request, int attempt, CancellationToken cancellationToken)
    {
        if (_breaker.IsOpen(request.Url))
            return (null, new AttemptReport(attempt, null, new InvalidOperationException($"{request.Url.Authority} has failed too often."), null, IsUnexpected: true));

        await _bulkhead.WaitAsync(cancellationToken).ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(request.Timeout, _options.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var response = await _transport.SendAsync(request, linked.Token).ConfigureAwait(false);
            _breaker.Succeeded(request.Url);
            return (response, null);
        }
        catch (UnsuccessfulStatusException exception)
        {
            return Failed(request, new AttemptReport(attempt, exception.StatusCode, new HttpRequestException(exception.Message, exception, exception.StatusCode), exception.Pause, IsUnexpected: false));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(request, new AttemptReport(attempt, null, new TimeoutException($"{request.Url} did not answer within {request.Timeout}.", exception), null, IsUnexpected: false));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Failed(request, new AttemptReport(attempt, null, exception, null, IsUnexpected: false));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Failed(request, new AttemptReport(attempt, null, exception, null, IsUnexpected: true));
        }
        finally
        {
            _bulkhead.Release();
        }
    }

    private (FetchResponse? Response, AttemptReport? Report) Failed(FetchRequest request, AttemptReport report)
    {
        _breaker.Failed(request.Url);
        return (null, report);
    }
}
