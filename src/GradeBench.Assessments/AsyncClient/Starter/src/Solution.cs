using GradeBench.Contracts.AsyncClient;

namespace Fetching;

public sealed class Solution : IResilientClient
{
    public Solution(ResilientClientOptions options)
    {
    }

    public long RequestCount => throw new NotImplementedException();

    public Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        throw new NotImplementedException();
    }

    public Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        throw new NotImplementedException();
    }

    public ValueTask DisposeAsync()
    {
        throw new NotImplementedException();
    }
}
