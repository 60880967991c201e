using Fetching;
using GradeBench.Contracts.AsyncClient;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GradeBench.HeadlineLoads;

/// <summary>Ten thousand requests over a hundred connections to a server on the same machine, made by the reference of <c>async-client</c>.</summary>
internal static class ClientLoad
{
    private const int Connections = 100;
    private const string Body = "{\"generated\":true,\"words\":\"a body as short as most answers of an API are\"}";

    public static async Task<LoadResult> RunAsync(int requests)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapGet("/", () => Body);
        await server.StartAsync();
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        await using var client = new ResilientClient(new ResilientClientOptions { MaxConnections = Connections });
        var request = new FetchRequest(new Uri(address));

        // Connections are opened and code is compiled before: what is measured is a client that has been running for a while.
        await client.FetchAllAsync([.. Enumerable.Repeat(request, requests / 10)], CancellationToken.None);
        var began = TimeProvider.System.GetTimestamp();
        var results = await client.FetchAllAsync([.. Enumerable.Repeat(request, requests)], CancellationToken.None);
        var took = TimeProvider.System.GetElapsedTime(began);
        return results.All(r => r.Response is { StatusCode: 200, Body: Body })
            ? new LoadResult("async-client", requests, took, 0)
            : throw new InvalidOperationException("Not every request was answered.");
    }
}
