using System.Net;
using System.Text;
using GradeBench.Core.Jobs;
using GradeBench.Core.Storage;
using GradeBench.Core.Webhooks;
using GradeBench.TestKit;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Core.Tests.Webhooks;

/// <summary>From what happened to a signed request at a real listener, through the real outbox.</summary>
public sealed class WebhookTests(TestPostgres postgres) : IAsyncLifetime
{
    private readonly TestDatabase _database = new(postgres);
    private readonly HttpListener _listener = new();
    private readonly List<(string Body, string Signature)> _received = [];
    private CoreApp? _app;
    private Task? _listening;
    private string _address = "";
    private volatile HttpStatusCode _answer = HttpStatusCode.NoContent;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    private CoreApp App => _app!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _app = new CoreApp(_database, services => services.Configure<WebhookOptions>(o => o.AllowPrivateAddresses = true));
        for (var port = 20_000 + Random.Shared.Next(20_000); ; port++)
        {
            try
            {
                _address = $"http://127.0.0.1:{port}/hook/";
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add(_address);
                _listener.Start();
                break;
            }
            catch (HttpListenerException)
            {
                // Somebody else has the port.
            }
        }

        _listening = Task.Run(ListenAsync, CancellationToken);
    }

    [Fact]
    public async Task What_happened_arrives_signed_and_names_nobody()
    {
        var secret = await AddAsync(WebhookEvents.SubmissionReceived);
        var receipt = await App.Data.SubmissionAsync();

        await WorkAsync();

        var (body, signature) = Assert.Single(_received);
        Assert.Contains($"\"submissionId\":\"{receipt.SubmissionId}\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", body, StringComparison.Ordinal);
        Assert.Equal(WebhookSignature.Of([secret], App.Clock.GetUtcNow(), body), signature);
        Assert.Equal(WebhookDeliveryState.Delivered, await StateAsync());
    }

    [Fact]
    public async Task A_replaced_secret_signs_beside_the_new_one_for_a_day_and_no_longer()
    {
        var old = await AddAsync(WebhookEvents.SubmissionReceived);
        await App.Data.SubmissionAsync();
        var id = await App.ReadAsync(db => db.Webhooks.Select(w => w.Id).SingleAsync(CancellationToken));
        var renewed = (await App.UseAsync((WebhookService webhooks) => webhooks.RenewSecretAsync(id, "admin@example.com", CancellationToken)))!;
        _answer = HttpStatusCode.InternalServerError;

        await WorkAsync();
        App.Clock.Advance(WebhookService.SecretsOverlap - TimeSpan.FromTicks(1));
        await DeliverAsync();
        var within = App.Clock.GetUtcNow();
        App.Clock.Advance(TimeSpan.FromTicks(1));
        await DeliverAsync();

        Assert.NotEqual(old, renewed);
        Assert.Equal(WebhookSignature.Of([renewed, old], within, _received[1].Body), _received[1].Signature);
        Assert.Equal(WebhookSignature.Of([renewed], App.Clock.GetUtcNow(), _received[2].Body), _received[2].Signature);
        Assert.Equal(3, _received.Count);
    }

    [Fact]
    public async Task A_webhook_that_is_gone_gets_no_new_secret()
    {
        await AddAsync(WebhookEvents.SubmissionReceived);
        var id = await App.ReadAsync(db => db.Webhooks.Select(w => w.Id).SingleAsync(CancellationToken));
        await App.UseAsync((WebhookService webhooks) => webhooks.RemoveAsync(id, "admin@example.com", CancellationToken));

        Assert.Null(await App.UseAsync((WebhookService webhooks) => webhooks.RenewSecretAsync(id, "admin@example.com", CancellationToken)));
    }

    [Fact]
    public async Task What_was_rolled_back_is_never_told()
    {
        await AddAsync(WebhookEvents.SubmissionReceived);
        await App.Data.AttemptAsync();
        var before = await _database.ReadAsync<long>("SELECT count(*) FROM outbox_events WHERE kind = 'submission.received'");

        await App.UseAsync(async (GradeBenchDbContext db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken);
            var attempt = await db.Attempts.Select(a => a.Id).FirstAsync(CancellationToken);
            await db.Database.ExecuteSqlAsync($"INSERT INTO blobs (sha256, bytes, stored_at) VALUES (repeat('0', 64), '', now()) ON CONFLICT DO NOTHING", CancellationToken);
            db.Submissions.Add(new() { Id = Guid.NewGuid(), AttemptId = attempt, Number = 1, Sha256 = new string('0', 64), Language = "csharp", Files = [], ReceivedAt = App.Clock.GetUtcNow() });
            await db.SaveChangesAsync(CancellationToken);
        });
        await WorkAsync();

        Assert.Equal(before, await _database.ReadAsync<long>("SELECT count(*) FROM outbox_events WHERE kind = 'submission.received'"));
        Assert.Empty(_received);
    }

    [Fact]
    public async Task A_refused_delivery_is_tried_again_later_and_given_up_in_the_end()
    {
        await AddAsync(WebhookEvents.SubmissionReceived);
        await App.Data.SubmissionAsync();
        _answer = HttpStatusCode.InternalServerError;

        await WorkAsync();
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.Single(App.Jobs.Scheduled).Delay);
        for (var attempt = 2; attempt <= DeliverWebhookJob.MaxAttempts; attempt++) await DeliverAsync();

        Assert.Equal(DeliverWebhookJob.MaxAttempts, _received.Count);
        Assert.Equal(WebhookDeliveryState.Failed, await StateAsync());
        Assert.Equal(_received[0].Body, _received[^1].Body);

        _answer = HttpStatusCode.OK;
        var id = await App.ReadAsync(db => db.WebhookDeliveries.Select(d => d.Id).SingleAsync(CancellationToken));
        Assert.True(await App.UseAsync((WebhookService webhooks) => webhooks.RetryAsync(id, "admin@example.com", CancellationToken)));
        await DeliverAsync();
        Assert.Equal(WebhookDeliveryState.Delivered, await StateAsync());
    }

    [Fact]
    public async Task A_removed_webhook_is_told_nothing_more()
    {
        await AddAsync(WebhookEvents.SubmissionReceived);
        await App.Data.SubmissionAsync();
        var id = await App.ReadAsync(db => db.Webhooks.Select(w => w.Id).SingleAsync(CancellationToken));

        await App.UseAsync((WebhookService webhooks) => webhooks.RemoveAsync(id, "admin@example.com", CancellationToken));
        await WorkAsync();

        Assert.Empty(_received);
        Assert.Equal(0, await _database.ReadAsync<long>("SELECT count(*) FROM outbox_events"));
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        if (_listening is not null) await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_app is not null) await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<string> AddAsync(params string[] events) =>
        (await App.UseAsync((WebhookService webhooks) => webhooks.AddAsync(_address, events, "admin@example.com", CancellationToken)))!;

    /// <summary>What a worker does: the recurring job, then the jobs it asked for.</summary>
    private async Task WorkAsync()
    {
        await using (var scope = App.Services.CreateAsyncScope())
        {
            await ActivatorUtilities.CreateInstance<WebhookDispatch>(scope.ServiceProvider).HandleAsync(Guid.Empty, CancellationToken);
        }

        foreach (var job in App.Jobs.Enqueued.Where(j => j.Name == Job.DeliverWebhookName).Distinct()) await DeliverAsync(job.Subject);
    }

    private async Task DeliverAsync(Guid? id = null)
    {
        var delivery = id ?? await App.ReadAsync(db => db.WebhookDeliveries.Select(d => d.Id).SingleAsync(CancellationToken));
        await using var scope = App.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<DeliverWebhookJob>(scope.ServiceProvider).HandleAsync(delivery, CancellationToken);
    }

    private Task<WebhookDeliveryState> StateAsync() => App.ReadAsync(db => db.WebhookDeliveries.Select(d => d.State).SingleAsync(CancellationToken));

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            var context = await _listener.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            lock (_received) _received.Add((reader.ReadToEnd(), context.Request.Headers[WebhookSignature.Header]!));
            context.Response.StatusCode = (int)_answer;
            context.Response.Close();
        }
    }
}
