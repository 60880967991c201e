using System.Globalization;
using GradeBench.Cli.Output;
using GradeBench.Core.Storage;
using GradeBench.Grading;

namespace GradeBench.Cli.Up;

/// <summary>
/// A running GradeBench on this machine: database, web and worker, stopped in the opposite order of their start
/// however this ends.
/// </summary>
internal sealed class Installation(Page page, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);

    private readonly Stack<IAsyncDisposable> _started = new();
    private readonly List<ChildProcess> _children = [];
    private readonly ProcessStarter _starter = new();

    /// <summary>Starts everything and returns only when the user stops it.</summary>
    /// <param name="demo">The assessment whose samples an empty database is filled with; null for all.</param>
    /// <exception cref="UpException">Something could not be started or ended by itself.</exception>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    public async Task RunAsync(int? wantedPort, DataFolder data, string? demo, CancellationToken cancellationToken)
    {
        var (web, worker) = (InstalledApp.Find("web", "GradeBench.Web"), InstalledApp.Find("worker", "GradeBench.Worker"));
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Choose(wantedPort)}/"));
        data.Create();

        var configuration = EnvironmentConfiguration.Read();
        var database = await GradeBenchDatabase.OpenAsync(configuration, clock, cancellationToken);
        _started.Push(database);
        var services = new CoreAccess(database.ConnectionString, configuration);
        _started.Push(services);
        await services.MigrateAsync(cancellationToken);
        Say("Database", database.IsEmbedded ? $"a private PostgreSQL in {data.Path}" : "the server that ConnectionStrings__GradeBench names");

        await StartAsync(worker, data, database, [], cancellationToken);
        await StartAsync(web, data, database, [new("ASPNETCORE_URLS", url.ToString())], cancellationToken);
        await WhileAllRunAsync(WaitUntilHealthyAsync(url, cancellationToken), cancellationToken);
        Say("Web pages", url.ToString());
        Say("Logs", data.Logs);
        var refused = RefusedPack.Find(configuration[PackReportFiles.FolderVariable]);
        foreach (var line in refused.SelectMany(pack => pack.Told.Split('\n'))) page.Paragraph(2, "", Span.Quoted(line));

        if (database.IsEmbedded)
        {
            await WhileAllRunAsync(new Demo(page, services, url, demo, refused, _children[0].LogFile, clock).LoadIfEmptyAsync(cancellationToken), cancellationToken);
        }

        page.Blank();
        page.Line(new("GradeBench is running at ", Styles.Strong), new(url.ToString(), Styles.Strong), new(". Ctrl-C stops everything.", Styles.Strong));
        await WhileAllRunAsync(Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_started.Count > 0)
        {
            page.Blank();
            page.Line(new Span("Stopping ...", Styles.Faint));
        }

        while (_started.TryPop(out var started))
        {
            await started.DisposeAsync();
        }

        _starter.Dispose();
    }

    private async Task StartAsync(
        InstalledApp app, DataFolder data, GradeBenchDatabase database, IEnumerable<KeyValuePair<string, string>> environment, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var child = await ChildProcess.StartAsync(_starter, app, Path.Combine(data.Logs, app.Name + ".log"),
            new Dictionary<string, string>(environment) { ["ConnectionStrings__GradeBench"] = database.ConnectionString }, clock);
        _started.Push(child);
        _children.Add(child);
    }

    /// <summary>Awaits the task, but not longer than all programs run: the first that ends by itself is named and ends everything.</summary>
    private async Task WhileAllRunAsync(Task task, CancellationToken cancellationToken)
    {
        var ended = Task.WhenAny(_children.Select(child => child.Ended));
        if (await Task.WhenAny(task, ended) != task)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw _children.First(child => child.Ended.IsCompleted).Died();
        }

        await task;
    }

    private async Task WaitUntilHealthyAsync(Uri url, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = url };
        var started = clock.GetTimestamp();
        while (!await IsHealthyAsync(http, cancellationToken))
        {
            if (clock.GetElapsedTime(started) > StartPatience)
            {
                throw new UpException($"The web program did not become ready within {StartPatience.TotalSeconds:0} s. Its log says why: {_children[^1].LogFile}");
            }

            await Task.Delay(PollEvery, clock, cancellationToken);
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync("health/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Say(string what, string text) => page.Paragraph(12, new("  " + what, Styles.Faint), Span.Quoted(text));
}
