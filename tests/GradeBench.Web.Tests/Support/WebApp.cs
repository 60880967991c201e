using GradeBench.Core.Assessments;
using GradeBench.Core.Attempts;
using GradeBench.Core.Invitations;
using GradeBench.Core.Jobs;
using GradeBench.Core.Mail;
using GradeBench.Core.Runs;
using GradeBench.Core.Users;
using GradeBench.Rubrics;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace GradeBench.Web.Tests.Support;

/// <summary>
/// The real web application on a database of its own, with a clock that the test turns and a job engine that records.
/// Records are made through Core's services, as the worker and other requests would.
/// </summary>
public sealed class WebApp(TestPostgres postgres) : IAsyncLifetime
{
    public const int ApiRequestsPerMinute = 60;

    public const int AccountChangesPerMinute = 40;

    public const string Password = "a password of some length";

    /// <summary>Only there to end a test that would wait for ever; the usual 100 s are too few on a machine that is busy with other things.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly TestDatabase _database = new(postgres);
    private CoreApp? _core;
    private Factory? _factory;
    private readonly string _mailFolder = Directory.CreateTempSubdirectory("gb-mail-").FullName;
    private readonly IReadOnlyDictionary<string, string> _settings = new Dictionary<string, string>();
    private readonly Action<IServiceCollection>? _configure;
    private int _people;

    /// <param name="settings">Of an installation that is not like the others.</param>
    /// <param name="configure">What no setting of the product changes.</param>
    internal WebApp(TestPostgres postgres, IReadOnlyDictionary<string, string> settings, Action<IServiceCollection>? configure = null)
        : this(postgres) => (_settings, _configure) = (settings, configure);

    public CoreApp Core => _core!;

    public TestDatabase Database => _database;

    public IServiceProvider Services => _factory!.Services;

    public static Rubric Rubric { get; } = RubricLoader.Load(RubricYaml, "task-runner.yaml").OrThrow();

    private static string RubricYaml => File.ReadAllText(CheckoutPaths.Of("rubrics", "task-runner.yaml"));

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _core = new CoreApp(_database);
        _factory = new Factory(_core, _database.ConnectionString, _mailFolder, _settings, _configure);

        // A real server, so that limits of the body and streams of events are real too.
        _factory.UseKestrel(port: 0);
        _factory.StartServer();
        await PublishAsync();
    }

    /// <summary>Somebody's browser, signed out.</summary>
    public Browser Open() => new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = Patience });

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The browser of somebody with that role, made once.</summary>
    /// <param name="name">The address of somebody in particular; null for the same person each time.</param>
    public async Task<Browser> OpenAsAsync(string role, string? name = null)
    {
        var email = name ?? $"{role.ToLowerInvariant()}@example.com";
        await Core.UseAsync((UserAccounts users) => users.EnsureAsync(email, $"Generated {role}", Password, role, "test", CancellationToken));
        var browser = Open();
        await browser.SignInAsync(email, Password);
        return browser;
    }

    public Task<PublishedPack> PublishAsync() => Core.UseAsync((PackPublisher publisher) => publisher.PublishAsync(
        new PackToPublish(
            "task-runner", "Task runner", "0123456789ab", "# The task\n\nRun many tasks. <script>alert(1)</script>", "a starter archive"u8.ToArray(),
            new PublishedLimits(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), 256 << 20),
            [
                new PublishedBehaviour("order.results", "Gives the outcomes in order"),
                new PublishedBehaviour("failures.isolated", "A failing task leaves the others alone"),
                // One of each group the rubric names.
                .. from name in new[] { "bound.workers", "workers.all-used", "waiting.free", "totals.exact", "outcomes.error", "cancellation.during", "disposal.once", "options.workers" }
                   select new PublishedBehaviour(name, $"Shows {name}"),
            ],
            new RubricToPublish(Rubric.Version, Rubric.ContentHash, RubricYaml))
        {
            Examples = ["order.results"],
            FileRules = new PublishedFileRules(["ITaskRunner.cs"], ["tests"]),
        },
        CancellationToken));

    public Task<IssuedInvitation> InviteAsync(TimeSpan? validFor = null)
    {
        var number = Interlocked.Increment(ref _people);
        return Core.UseAsync((InvitationService invitations) => invitations.CreateAsync(
            new("task-runner", $"Generated Person {number}", $"person{number}@example.com", validFor), "test", CancellationToken));
    }

    /// <summary>The token of an invitation that was started.</summary>
    public async Task<string> StartAsync()
    {
        var token = (await InviteAsync()).Token;
        await Core.UseAsync((AttemptService attempts) => attempts.StartAsync(token, CancellationToken));
        return token;
    }

    /// <summary>A submission through the form, in a new sitting unless a token is given.</summary>
    public async Task<Uploaded> SubmitAsync(string? token = null, params (string Name, string Text)[] files)
    {
        token ??= await StartAsync();
        var before = await Core.ReadAsync(async db => await Task.FromResult(db.Submissions.Select(s => s.Id).ToList()));
        using var response = await Open().UploadAsync(token, files.Length > 0 ? files : [("Runner.cs", "class Runner\n{\n}\n")]);
        return await Core.ReadAsync(async db =>
        {
            // The test's clock stands still, so the time of receipt does not tell uploads apart.
            var submission = db.Submissions.Single(s => !before.Contains(s.Id));
            return await Task.FromResult(new Uploaded(token, submission.Id, db.Runs.Single(r => r.SubmissionId == submission.Id).Id, submission.Number));
        });
    }

    /// <summary>Ends a run as a worker would, with that evidence.</summary>
    public async Task GradeAsync(Guid runId, Evidence? evidence = null)
    {
        var observed = evidence ?? Samples.Evidence();
        var claim = await ClaimAsync(runId);
        Assert.True(await Core.UseAsync((RunLease lease) => lease.CompleteAsync(claim, observed, Scorer.Score(observed, Rubric), CancellationToken)));
    }

    /// <summary>The text of a message to the candidate of an upload, waited for: mail goes behind the answer of a page.</summary>
    public async Task<string> MailToAsync(Uploaded upload, string subject)
    {
        var address = await Core.ReadAsync(async db => await Task.FromResult(db.Submissions.Where(s => s.Id == upload.SubmissionId).Select(s => s.Attempt.Candidate.Email).Single()));
        var folder = Services.GetRequiredService<MailFolder>();
        using var patience = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var look = 0; look < 1_200; look++)
        {
            if (folder.List().FirstOrDefault(m => m.To.Contains(address, StringComparison.Ordinal) && m.Subject.StartsWith(subject, StringComparison.Ordinal)) is { } mail)
            {
                return mail.Text;
            }

            await patience.WaitForNextTickAsync(CancellationToken);
        }

        throw new TimeoutException($"No message “{subject}” came within a minute.");
    }

    public async Task<ClaimedRun> ClaimAsync(Guid runId) =>
        await Core.UseAsync((RunLease lease) => lease.ClaimAsync(runId, "worker-1", CancellationToken))
        ?? throw new InvalidOperationException($"Run {runId} could not be claimed.");

    /// <summary>Ends a run in quarantine.</summary>
    public async Task QuarantineAsync(Guid runId, string reason)
    {
        FaultOutcome outcome;
        do
        {
            var claim = await ClaimAsync(runId);
            outcome = await Core.UseAsync((RunLease lease) => lease.FaultAsync(claim, reason, CancellationToken));
        }
        while (outcome is FaultOutcome.Retry);
    }

    public async ValueTask DisposeAsync()
    {
        if (_factory is not null) await _factory.DisposeAsync();
        if (_core is not null) await _core.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_mailFolder, recursive: true);
    }

    private sealed class Factory(
        CoreApp core, string connectionString, string mailFolder, IReadOnlyDictionary<string, string> settings, Action<IServiceCollection>? configure) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("ConnectionStrings:GradeBench", connectionString);
            builder.ConfigureLogging(logging => logging.ClearProviders());
            builder.UseSetting("Mail:Folder", mailFolder);
            builder.UseSetting("Keys:Folder", Path.Combine(mailFolder, "keys"));
            builder.UseSetting("RateLimits:SignInsPerMinute", "1000");
            builder.UseSetting("RateLimits:ReceiptsPerMinute", "1000");
            builder.UseSetting("RateLimits:ApiRequestsPerMinute", ApiRequestsPerMinute.ToString(System.Globalization.CultureInfo.InvariantCulture));
            builder.UseSetting("RateLimits:AccountChangesPerMinute", AccountChangesPerMinute.ToString(System.Globalization.CultureInfo.InvariantCulture));
            foreach (var (name, value) in settings) builder.UseSetting(name, value);
            builder.ConfigureTestServices(services =>
            {
                services.RemoveAll<IJobEngine>();
                services.AddSingleton<IJobEngine>(core.Jobs);
                services.RemoveAll<TimeProvider>();
                services.AddSingleton<TimeProvider>(core.Clock);
                services.Configure<PasswordHasherOptions>(CoreApp.HashQuickly);
                configure?.Invoke(services);
            });
        }
    }
}

/// <summary>What an upload led to.</summary>
public sealed record Uploaded(string Token, Guid SubmissionId, Guid RunId, int Number);
