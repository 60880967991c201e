using GradeBench.Contracts.AsyncClient;

namespace Fetching;

public sealed class Solution : IResilientClient
{
    private readonly HttpClient _client = new HttpClient();
    private int _count;

    public Solution(ResilientClientOptions options)
    {
        // TODO use MaxConnections
    }

    public long RequestCount => _count;

    public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        _count++;
        var response = await _client.GetAsync(request.Url, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var headers = response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value));

        // TODO retry if it failed
        return new FetchResponse((int)response.StatusCode, headers, body);
    }

    public Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        throw new NotImplementedException();
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
