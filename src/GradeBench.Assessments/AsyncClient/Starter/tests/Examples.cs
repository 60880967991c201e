using System.Net;
using Fetching;
using Fetching.Tests;
using GradeBench.Contracts.AsyncClient;

// A few examples of the contract in use. Add your own below: they are not graded, but they may save you a surprise.
var check = new Check();

// The servers are on this machine, whatever proxy the way to others may have.
HttpClient.DefaultProxy = new WebProxy();

await check.That("A success is returned with its status and its body", async () =>
{
    await using var server = new TinyServer((200, "hello"));
    await using IResilientClient client = new Solution(new ResilientClientOptions());

    var response = await client.FetchAsync(new FetchRequest(server.Url), CancellationToken.None);

    Check.Equal((200, "hello"), (response.StatusCode, response.Body));
    Check.Equal(1L, client.RequestCount);
});

await check.That("A server that fails is asked again, on the clock of the options", async () =>
{
    await using var server = new TinyServer((503, "busy"), (503, "busy"), (200, "at last"));
    await using IResilientClient client = new Solution(new ResilientClientOptions { Clock = new QuickClock() });

    var response = await client.FetchAsync(new FetchRequest(server.Url) { Timeout = TimeSpan.FromHours(1) }, CancellationToken.None);

    Check.Equal(("at last", 3), (response.Body, server.Requests));
});

await check.That("What is wrong with the request is not asked again", async () =>
{
    await using var server = new TinyServer((404, "nothing here"));
    await using IResilientClient client = new Solution(new ResilientClientOptions());

    try
    {
        await client.FetchAsync(new FetchRequest(server.Url), CancellationToken.None);
    }
    catch (FetchException exception)
    {
        Check.Equal((server.Url, 1, 404), (exception.Url, exception.Attempts, exception.StatusCode));
        return;
    }

    throw new InvalidOperationException("expected a FetchException, but nothing was thrown");
});

await check.That("One of many that fails is a result like the others", async () =>
{
    await using var good = new TinyServer((200, "good"));
    await using var bad = new TinyServer((400, "bad"));
    await using IResilientClient client = new Solution(new ResilientClientOptions());

    var results = await client.FetchAllAsync([new FetchRequest(good.Url), new FetchRequest(bad.Url), new FetchRequest(good.Url)], CancellationToken.None);

    Check.Equal("good, -, good", string.Join(", ", results.Select(result => result.Response?.Body ?? "-")));
});

check.Report();
return check.Failed == 0 ? 0 : 1;
