using GradeBench.Contracts.AsyncClient;

namespace BlockingClient;

public class SyncClient : IResilientClient
{
    private readonly HttpClient _client = new HttpClient();
    private readonly ResilientClientOptions _options;
    private readonly object _lock = new object();
    private readonly SemaphoreSlim _connections;
    private long _count;
    private bool _disposed;

    public SyncClient(ResilientClientOptions options)
    {
        if (options.MaxConnections <= 0 || options.MaxBodyBytes <= 0)
            throw new ArgumentOutOfRangeException(nameof(options));
        _options = options;
        _connections = new SemaphoreSlim(options.MaxConnections);
        _client.Timeout = Timeout.InfiniteTimeSpan;
    }

    public long RequestCount
    {
        get { lock (_lock) { return _count; } }
    }

    public Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        if (_disposed) throw new ObjectDisposedException(nameof(SyncClient));
        return Task.Run(() => Fetch(request, cancellationToken), cancellationToken);
    }

    private FetchResponse Fetch(FetchRequest request, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            int? status = null;
            Exception error;
            _connections.Wait(cancellationToken);
            try
            {
                lock (_lock) { _count++; }
                using var timeout = new CancellationTokenSource(request.Timeout, _options.Clock);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
                var message = new HttpRequestMessage(HttpMethod.Get, request.Url);
                foreach (var header in request.Headers)
                    message.Headers.TryAddWithoutValidation(header.Key, header.Value);
                try
                {
                    var response = _client.SendAsync(message, both.Token).Result;
                    status = (int)response.StatusCode;
                    if (response.IsSuccessStatusCode)
                    {
                        var body = response.Content.ReadAsStringAsync(both.Token).Result;
                        var headers = new Dictionary<string, string>();
                        foreach (var header in response.Headers)
                            headers[header.Key] = string.Join(", ", header.Value);
                        foreach (var header in response.Content.Headers)
                            headers[header.Key] = string.Join(", ", header.Value);
                        return new FetchResponse(status.Value, headers, body);
                    }
                    error = new HttpRequestException("Status " + status);
                }
                catch (AggregateException e)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    error = timeout.IsCancellationRequested ? new TimeoutException("Timeout", e) : e.InnerException!;
                }
            }
            finally
            {
                _connections.Release();
            }

            bool retry = status == null || status == 408 || status == 429 || status >= 500;
            if (!retry || attempt > request.MaxRetries)
                throw new FetchException(request.Url, attempt, status, error);

            Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)), _options.Clock, cancellationToken).Wait(cancellationToken);
        }
    }

    public Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        if (_disposed) throw new ObjectDisposedException(nameof(SyncClient));
        var tasks = requests.Select(r => FetchAsync(r, cancellationToken)).ToArray();
        return Task.Run<IReadOnlyList<FetchResult>>(() =>
        {
            var results = new List<FetchResult>();
            foreach (var task in tasks)
            {
                try
                {
                    results.Add(new FetchResult(task.Result, null));
                }
                catch (AggregateException e) when (e.InnerException is FetchException fetch)
                {
                    results.Add(new FetchResult(null, fetch));
                }
            }
            return results;
        }, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _disposed = true;
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
