using GradeBench.Contracts.AsyncClient;

namespace Api;

public class ApiClient : IResilientClient
{
    private readonly HttpClient http;
    private readonly int retries = 3;
    private long count;

    public ApiClient(ResilientClientOptions options)
    {
        http = new HttpClient();
        http.Timeout = TimeSpan.FromSeconds(10);
    }

    public long RequestCount => count;

    public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        for (int i = 0; i <= request.MaxRetries; i++)
        {
            try
            {
                Interlocked.Increment(ref count);
                HttpResponseMessage response = await http.GetAsync(request.Url, cancellationToken);
                string text = await response.Content.ReadAsStringAsync();
                if (response.IsSuccessStatusCode)
                {
                    return new FetchResponse(response.StatusCode, response.Headers, text);
                }
            }
            catch (HttpRequestException ex)
            {
                lastError = ex;
                await Task.Delay(1000 * i);
            }
        }

        throw new FetchException(request.Url, retries, lastError);
    }

    public async Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        var results = new List<FetchResult>();
        foreach (var request in requests)
        {
            results.Add(await FetchAsync(request, cancellationToken));
        }
        return results;
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
    }
}
