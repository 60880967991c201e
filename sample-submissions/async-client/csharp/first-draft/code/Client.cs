#nullable disable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using GradeBench.Contracts.AsyncClient;

public class Client : IResilientClient
{
    public static Hashtable Cache = new Hashtable();
    public HttpClient http = new HttpClient();
    public dynamic options;

    public Client(ResilientClientOptions options)
    {
        this.options = options;
    }

    public long RequestCount
    {
        get { return Cache.Count; }
    }

    public async Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        // without this it sometimes threw
        lock (Cache)
        {
            return (FetchResponse)Get(request);
        }
    }

    public object Get(object request)
    {
        dynamic r = request;
        string key = r.Url.ToString();
        if (!Cache.ContainsKey(key))
        {
            string text = http.GetStringAsync(key).Result;
            Cache[key] = new FetchResponse(200, new Dictionary<string, string>(), text);
        }

        return Cache[key];
    }

    public async Task<IReadOnlyList<FetchResult>> FetchAllAsync(IReadOnlyList<FetchRequest> requests, CancellationToken cancellationToken)
    {
        List<FetchResult> results = new List<FetchResult>();
        foreach (var request in requests)
        {
            try
            {
                results.Add(new FetchResult(await FetchAsync(request, cancellationToken), null));
            }
            catch (Exception)
            {
                // not found
            }
        }

        return results;
    }

    public async ValueTask DisposeAsync()
    {
    }
}
