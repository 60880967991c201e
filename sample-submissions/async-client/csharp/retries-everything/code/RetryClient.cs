using GradeBench.Contracts.AsyncClient;

namespace RetryingClient;

// Retries the request until it works or we run out of retries.
public class RetryClient : IResilientClient
{
    private readonly HttpClient _httpClient;
    private readonly ResilientClientOptions _options;
    private readonly SemaphoreSlim _semaphore;
    private long _requestCount;

    public RetryClient(ResilientClientOptions options)
    {
        _options = options;
        _httpClient = new HttpClient();
        _semaphore = new SemaphoreSlim(options.MaxConnections);
    }

    public long RequestCount => _requestCount;

    public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        await _semaphore.WaitAsync();

        Exception? lastException = null;
        var delay = TimeSpan.FromSeconds(1);

        for (int attempt = 0; attempt <= request.MaxRetries; attempt++)
        {
            try
            {
                Interlocked.Increment(ref _requestCount);

                using var cts = new CancellationTokenSource(request.Timeout, _options.Clock);
                using var message = new HttpRequestMessage(HttpMethod.Get, request.Url);
                foreach (var header in request.Headers)
                {
                    message.Headers.Add(header.Key, header.Value);
                }

                var response = await _httpClient.SendAsync(message, cts.Token);
                response.EnsureSuccessStatusCode();

                var content = await response.Content.ReadAsStringAsync(cancellationToken);
                var headers = new Dictionary<string, string>();
                foreach (var header in response.Headers)
                {
                    headers[header.Key] = string.Join(", ", header.Value);
                }

                _semaphore.Release();
                return new FetchResponse((int)response.StatusCode, headers, content);
            }
            catch (Exception ex)
            {
                // Something went wrong, wait a bit and try again
                lastException = ex;
                await Task.Delay(delay, _options.Clock);
                delay *= 2;
            }
        }

        throw new FetchException(request.Url, request.MaxRetries + 1, null, lastException!);
    }

    public async Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        var tasks = requests.Select(r => SafeFetch(r, cancellationToken)).ToList();
        var results = await Task.WhenAll(tasks);
        return results.ToList();
    }

    private async Task<FetchResult> SafeFetch(FetchRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await FetchAsync(request, cancellationToken);
            return new FetchResult(response, null);
        }
        catch (FetchException ex)
        {
            return new FetchResult(null, ex);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _httpClient.Dispose();
        _semaphore.Dispose();
        await Task.CompletedTask;
    }
}
