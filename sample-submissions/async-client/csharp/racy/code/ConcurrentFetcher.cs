using GradeBench.Contracts.AsyncClient;

namespace Concurrent;

/// <summary>Fetches with its own limit on connections and collects results as they come.</summary>
public sealed class ConcurrentFetcher(ResilientClientOptions options) : IResilientClient
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly SemaphoreSlim _free = new(options.MaxConnections);
    private long _requestCount;
    private bool _closed;

    public long RequestCount => _requestCount;

    public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        if (_closed) throw new ObjectDisposedException(nameof(ConcurrentFetcher));

        for (var attempt = 1; ; attempt++)
        {
            await _free.WaitAsync(cancellationToken);

            Exception error;
            int? status = null;
            var count = _requestCount;
            try
            {
                using var timeout = new CancellationTokenSource(request.Timeout, options.Clock);
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
                using var message = new HttpRequestMessage(HttpMethod.Get, request.Url);
                foreach (var header in request.Headers)
                    message.Headers.TryAddWithoutValidation(header.Key, header.Value);

                using var response = await _http.SendAsync(message, linked.Token);
                _requestCount = count + 1;
                status = (int)response.StatusCode;
                if (status is >= 200 and < 300)
                {
                    var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value));
                    return new FetchResponse(status.Value, headers, await response.Content.ReadAsStringAsync(linked.Token));
                }

                error = new HttpRequestException($"{status}", null, response.StatusCode);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                error = new TimeoutException("The request timed out.", e);
            }
            catch (HttpRequestException e)
            {
                error = e;
            }
            finally
            {
                _free.Release();
            }

            var transient = status is null or 408 or 429 or >= 500;
            if (!transient || attempt > request.MaxRetries)
                throw new FetchException(request.Url, attempt, status, error);

            await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)), options.Clock, cancellationToken);
        }
    }

    public async Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        var results = new List<FetchResult>();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = options.MaxConnections, CancellationToken = cancellationToken }, async (request, token) =>
        {
            FetchResult result;
            try
            {
                result = new FetchResult(await FetchAsync(request, token), null);
            }
            catch (FetchException e)
            {
                result = new FetchResult(null, e);
            }

            lock (results) results.Add(result);
        });
        return results;
    }

    public ValueTask DisposeAsync()
    {
        _closed = true;
        _http.Dispose();
        return default;
    }
}
