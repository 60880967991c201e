using GradeBench.Contracts.AsyncClient;

public class Downloader : IResilientClient
{
    ResilientClientOptions opts;
    int counter;

    public Downloader(ResilientClientOptions options)
    {
        opts = options;
    }

    public long RequestCount => counter;

    public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var tries = 0;
        while (true)
        {
            using (var client = new HttpClient())
            {
                client.Timeout = request.Timeout;
                foreach (var h in request.Headers)
                    client.DefaultRequestHeaders.Add(h.Key, h.Value);

                try
                {
                    counter++;
                    var response = await client.GetAsync(request.Url);
                    var text = await response.Content.ReadAsStringAsync();
                    if (response.IsSuccessStatusCode)
                    {
                        var headers = new Dictionary<string, string>();
                        foreach (var h in response.Headers) headers.Add(h.Key, string.Join(",", h.Value));
                        return new FetchResponse((int)response.StatusCode, headers, text);
                    }
                    tries++;
                    if (tries > request.MaxRetries || (int)response.StatusCode == 404)
                        throw new FetchException(request.Url, tries, (int)response.StatusCode, new Exception("Bad status"));
                }
                catch (HttpRequestException e)
                {
                    tries++;
                    if (tries > request.MaxRetries)
                        throw new FetchException(request.Url, tries, null, e);
                }
            }

            await Task.Delay(2000);
        }
    }

    public async Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        // ten at a time, with more my machine ran out of sockets
        var responses = new List<FetchResponse>();
        foreach (var chunk in requests.Chunk(10))
            responses.AddRange(await Task.WhenAll(chunk.Select(r => FetchAsync(r, cancellationToken))));

        return responses.Select(r => new FetchResult(r, null)).ToList();
    }

    public ValueTask DisposeAsync()
    {
        return ValueTask.CompletedTask;
    }
}
