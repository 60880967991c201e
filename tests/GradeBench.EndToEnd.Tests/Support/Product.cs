using System.Collections.Concurrent;
using System.Text;
using GradeBench.Core;
using GradeBench.Core.Invitations;
using GradeBench.Core.Jobs;
using GradeBench.Core.Users;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;
using GradeBench.TestKit.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace GradeBench.EndToEnd.Tests.Support;

/// <summary>The whole product as it runs in earnest: PostgreSQL, the web program and a worker, each a process of its own, and a browser.</summary>
public sealed class Product : IAsyncLifetime
{
    public const string Password = "a password of some length";

    private readonly TestPostgres _postgres = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _graded = new();
    private readonly Lazy<Task<IReadOnlyList<(string Name, string Path)>>> _pages;
    private Chromium? _chromium;
    private RunningProgram? _web;
    private RunningProgram? _worker;
    private ServiceProvider? _services;
    private readonly string _mailFolder = Directory.CreateTempSubdirectory("gb-mail-").FullName;
    private int _people;

    public Product() => _pages = new(() => PageTour.PrepareAsync(this));

    public Uri Address { get; private set; } = null!;

    /// <summary>Connection string of the product's database, for data that no page could make in a reasonable time.</summary>
    public string Database { get; private set; } = "";

    private static TimeSpan Patience => TimeSpan.FromMinutes(3);

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        var database = Database = await _postgres.CloneAsync();
        var environment = new Dictionary<string, string> { ["ConnectionStrings__GradeBench"] = database };
        _worker = RunningProgram.Start("GradeBench.Worker", environment);
        // All of the tests come from one address, faster than people do.
        _web = RunningProgram.Start("GradeBench.Web", new Dictionary<string, string>(environment)
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Mail__Folder"] = _mailFolder,
            ["RateLimits__SignInsPerMinute"] = "1000",
            ["RateLimits__ReceiptsPerMinute"] = "1000",
            ["RateLimits__RequestsPerTenSeconds"] = "100000",
        });
        var listening = await _web.LineAsync("Now listening on: ", Patience);
        Address = new Uri(listening[listening.IndexOf("http", StringComparison.Ordinal)..].Trim());
        await _worker.LineAsync("is ready", Patience);
        _chromium = await Chromium.StartAsync(Address);

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<IJobEngine, RecordedJobs>();
        services.AddCore(database);
        services.AddUsers();
        _services = services.BuildServiceProvider();
        await AddUserAsync("reviewer", RoleNames.Reviewer);
        await AddUserAsync("admin", RoleNames.Admin);
    }

    /// <inheritdoc cref="Chromium.OpenAsync"/>
    internal Task<Window> OpenAsync(int width = 1440, bool dark = false, bool script = true) => _chromium!.OpenAsync(width, dark, script);

    /// <summary>A window of 640 by 900 pixels at 200 % zoom.</summary>
    internal Task<Window> OpenMagnifiedAsync() => _chromium!.OpenAsync(320, magnified: true);

    /// <summary>Makes an account with that role, signed in under that name.</summary>
    public Task AddUserAsync(string name, string role) =>
        UseAsync<UserAccounts>(users => users.EnsureAsync($"{name}@example.com", $"Generated {name}", Password, role, "test", CancellationToken.None));

    /// <inheritdoc cref="PageTour"/>
    public Task<IReadOnlyList<(string Name, string Path)>> PagesAsync() => _pages.Value;

    /// <summary>Generated names of every form a page has to carry: one that cannot be broken, one from right to left, one without letters of ours.</summary>
    private static string NameOf(int number) => (number % 4) switch
    {
        1 => $"Generated Wolfeschlegelsteinhausenbergerdorffvonundzuhohenlohe-Generatedname {number}",
        2 => $"شخص مولد {number}",
        3 => $"生成された人物 {number}",
        _ => $"Generated Person {number}",
    };

    /// <summary>The path of a new personal link.</summary>
    public async Task<string> InviteAsync()
    {
        var link = "";
        var number = Interlocked.Increment(ref _people);
        await UseAsync<InvitationService>(async invitations =>
        {
            var issued = await invitations.CreateAsync(
                new("task-runner", NameOf(number), $"person{number}@example.com"), "test", CancellationToken.None);
            link = $"/c/{issued.Token}";
        });
        return link;
    }

    /// <summary>The path of a personal link whose first submission is that sample, graded; made once for all tests, which leave it as it is.</summary>
    /// <param name="sample">The usual one loses points of every kind.</param>
    public Task<string> GradedAsync(string sample = "swallows-errors") => _graded.GetOrAdd(sample, name => new(() => GradeAsync(name))).Value;

    /// <summary>Starts a sitting, uploads a sample and waits until it is graded, in a browser of its own.</summary>
    public async Task UploadAsync(string link, string sample)
    {
        await using var window = await OpenAsync();
        await window.Page.GotoAsync(link);
        await window.Page.GetByLabel("I have read how my data is used").CheckAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Start now" }).ClickAsync();
        await window.Page.SetInputFilesAsync("#files", Sample(sample));
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Upload and grade" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Graded", Exact = true })).ToBeVisibleAsync(new() { Timeout = 240_000 });
    }

    /// <summary>The id of the first submission behind a personal link.</summary>
    public async Task<Guid> SubmissionAsync(string link)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(
            """
            SELECT s.id FROM submissions s JOIN attempts a ON a.id = s.attempt_id JOIN invitations i ON i.id = a.invitation_id
            WHERE s.number = 1 AND i.token_hash = sha256($1::bytea)
            """);
        command.Parameters.AddWithValue(Encoding.UTF8.GetBytes(link["/c/".Length..]));
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ends a sitting as if its time had passed: nobody waits four hours in a test.</summary>
    public async Task EndAsync(string link)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(
            "UPDATE attempts SET deadline = now() - interval '1 second' WHERE invitation_id = (SELECT id FROM invitations WHERE token_hash = sha256($1::bytea))");
        command.Parameters.AddWithValue(Encoding.UTF8.GetBytes(link["/c/".Length..]));
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    /// <summary>The source files of a sample submission.</summary>
    public static string[] Sample(string name) =>
        Directory.GetFiles(Path.Combine(CheckoutPaths.Sample("task-runner", "csharp", name), "code"), "*.cs", SearchOption.AllDirectories);

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null) await _chromium.DisposeAsync();
        if (_web is not null) await _web.DisposeAsync();
        if (_worker is not null) await _worker.DisposeAsync();
        if (_services is not null) await _services.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_mailFolder, recursive: true);
    }

    private async Task<string> GradeAsync(string sample)
    {
        var link = await InviteAsync();
        await UploadAsync(link, sample);
        return link;
    }

    /// <summary>Does what no page does, or would take many: through the product's own services, as another program would.</summary>
    internal async Task UseAsync<TService>(Func<TService, Task> use) where TService : notnull
    {
        await using var scope = _services!.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
