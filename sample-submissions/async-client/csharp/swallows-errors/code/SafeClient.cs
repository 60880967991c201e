using GradeBench.Contracts.AsyncClient;

namespace Safe;

public class SafeClient : IResilientClient
{
    private readonly HttpClient http = new HttpClient();
    private readonly ResilientClientOptions options;
    private readonly SemaphoreSlim gate;
    private long count = 0;

    public SafeClient(ResilientClientOptions options)
    {
        this.options = options;
        gate = new SemaphoreSlim(Math.Max(1, options.MaxConnections));
    }

    public long RequestCount
    {
        get { return Interlocked.Read(ref count); }
    }

    public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        for (int i = 0; i <= request.MaxRetries; i++)
        {
            try
            {
                await gate.WaitAsync(cancellationToken);
                try
                {
                    Interlocked.Increment(ref count);
                    using var message = new HttpRequestMessage(HttpMethod.Get, request.Url);
                    foreach (var pair in request.Headers)
                        message.Headers.TryAddWithoutValidation(pair.Key, pair.Value);

                    using var response = await http.SendAsync(message, cancellationToken);
                    if (response.IsSuccessStatusCode)
                    {
                        var headers = new Dictionary<string, string>();
                        foreach (var pair in response.Headers.Concat(response.Content.Headers))
                            headers[pair.Key] = string.Join(", ", pair.Value);
                        return new FetchResponse((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(cancellationToken));
                    }

                    if ((int)response.StatusCode < 500)
                        return new FetchResponse((int)response.StatusCode, new Dictionary<string, string>(), "");
                }
                finally
                {
                    gate.Release();
                }
            }
            catch (Exception)
            {
                // Do not crash, just try again.
            }

            try
            {
                await Task.Delay(TimeSpan.FromSeconds(1), options.Clock, cancellationToken);
            }
            catch
            {
            }
        }

        return new FetchResponse(0, new Dictionary<string, string>(), "");
    }

    public async Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        var all = new List<FetchResult>();
        foreach (var request in requests)
        {
            try
            {
                all.Add(new FetchResult(await FetchAsync(request, cancellationToken), null));
            }
            catch (Exception)
            {
                all.Add(new FetchResult(null, null));
            }
        }

        return all;
    }

    public ValueTask DisposeAsync()
    {
        try
        {
            http.Dispose();
        }
        catch
        {
        }

        return ValueTask.CompletedTask;
    }
}
