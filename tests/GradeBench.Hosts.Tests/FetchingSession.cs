using GradeBench.Assessments.AsyncClient;
using GradeBench.Assessments.Judge;
using GradeBench.Protocol;

[assembly: AssemblyFixture(typeof(GradeBench.Hosts.Tests.FetchingSession))]

namespace GradeBench.Hosts.Tests;

/// <summary>A submission that fetches what its items are called, on one plain host that all tests share.</summary>
public sealed class FetchingSession : IAsyncLifetime
{
    private const string Members = """
        static readonly System.Net.Http.HttpClient Http = new();
        public override async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<ProbeItem> items, CancellationToken token) =>
            await Task.WhenAll(items.Select(i => FetchAsync(i.Name, token)));
        static async Task<string> FetchAsync(string url, CancellationToken token)
        {
            try
            {
                using var response = await Http.GetAsync(url, System.Net.Http.HttpCompletionOption.ResponseHeadersRead, token);
                if (url.EndsWith("/some"))
                {
                    await (await response.Content.ReadAsStreamAsync(token)).ReadExactlyAsync(new byte[100_000], token);
                    return "some";
                }

                return (int)response.StatusCode + " " + await response.Content.ReadAsStringAsync(token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                return e.GetType().Name;
            }
        }
        """;

    private ProbeSession? _session;

    private ProbeSession Session => _session ?? throw new InvalidOperationException("The fixture was not started.");

    public async ValueTask InitializeAsync() => _session = await ProbeSession.StartAsync(Members);

    public async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
    }

    /// <summary>A server with its own clock, whose rest is that of the host, and somebody to fetch from it.</summary>
    internal async Task<(FaultyServer Server, Fetching Fetching)> ServeAsync(Func<SeenRequest, Reply> script)
    {
        var clock = new VirtualClock(Session.Session);
        var server = new FaultyServer(clock, script);
        var port = await Session.Session.ListenAsync(server.Accept, TestContext.Current.CancellationToken);
        server.Listens(port.Number);
        var probe = (await Session.Session.CreateAsync(typeof(IProbe), [new ProbeOptions { Clock = clock }], TestContext.Current.CancellationToken)).As<IProbe>();
        return (server, new Fetching(probe, clock, server, port));
    }
}

/// <summary>The submission as it fetches from one server.</summary>
internal sealed record Fetching(IProbe Probe, VirtualClock Clock, FaultyServer Server, CarriedPort Port)
{
    public Task<IReadOnlyList<string>> StartAsync(string path, int times = 1) => StartUntilAsync(path, times, CancellationToken.None);

    /// <summary>Waits until all is at rest. The first request of a process compiles for longer than a submission may compute, on a busy machine.</summary>
    public async Task AtRestAsync()
    {
        while (!await Clock.SettleAsync()) TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
    }

    public Task<IReadOnlyList<string>> StartUntilAsync(string path, int times, CancellationToken end) =>
        Probe.RunAsync([.. Enumerable.Range(0, times).Select(_ => new ProbeItem(Server.At(path).ToString(), _ => Task.FromResult("")))], end);

    public async Task<string> FetchAsync(string path = "/") => (await StartAsync(path))[0];
}
