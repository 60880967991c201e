using GradeBench.Core.Attempts;
using GradeBench.Core.Candidates;
using GradeBench.Core.Feedback;
using GradeBench.Core.Invitations;
using GradeBench.Core.Mail;
using GradeBench.Core.Storage;
using GradeBench.TestKit;
using GradeBench.TestKit.Data;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Core.Tests.Mail;

public sealed class OutboxTests(TestPostgres postgres) : IAsyncLifetime
{
    private static readonly Uri Links = new("https://example.com/c/");

    private readonly TestDatabase _database = new(postgres);
    private readonly string _folder = Directory.CreateTempSubdirectory("gb-mail-").FullName;
    private readonly SwitchedMailer _mailer = new();
    private CoreApp? _app;

    private CoreApp App => _app!;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _app = new CoreApp(_database, services =>
        {
            services.Configure<MailOptions>(mail => mail.Folder = _folder);
            services.AddSingleton<IMailer>(provider => _mailer.Around(provider.GetRequiredService<MailFolder>()));
        });
        await App.Data.PackAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_link_is_mailed_when_it_is_stored_and_forgotten_when_it_is_sent_and_the_rest_is_kept_as_it_was_sent()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => InviteAsync(New("ada@example.com"), New("grace@example.com") with { AssessmentId = "missing" }));
        Assert.Equal(0, await SendAsync());

        var token = Assert.Single(await InviteAsync(New("ada@example.com"))).Token;
        Assert.Equal(1, await SendAsync());

        var bytes = await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_folder)), CancellationToken);
        Assert.Contains($"https://example.com/c/{token}", Assert.Single(Folder.List()).Text, StringComparison.Ordinal);
        var kept = await OneAsync();
        Assert.Equal((MailState.Sent, null, Sha256Hex.Of(bytes)), (kept.State, kept.Link, kept.SentSha256));
        Assert.Equal(Path.GetFileName(Directory.GetFiles(_folder)[0]), kept.SentThrough);
        Assert.Contains($"Message-Id: <{kept.Id:N}@", kept.SentHeaders, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(token, await _database.ReadAsync<string>("SELECT mails::text FROM mails"), StringComparison.Ordinal);
        Assert.Equal(0, await SendAsync());
    }

    [Fact]
    public async Task A_message_that_fails_is_tried_again_later_and_given_up_in_the_end()
    {
        await InviteAsync(New("ada@example.com"));
        _mailer.Fails = true;
        for (var attempt = 1; attempt <= MailDelivery.MaxAttempts; attempt++)
        {
            Assert.Equal(1, await SendAsync());
            Assert.Equal(0, await SendAsync());
            App.Clock.Advance(MailDelivery.Pause(attempt));
        }

        var given = await OneAsync();
        Assert.Equal((MailState.Failed, MailDelivery.MaxAttempts, "The server is away.", null), (given.State, given.Attempts, given.LastError, given.Link));
        Assert.False(await RetryAsync(given.Id));
        Assert.Equal(0, await SendAsync());
    }

    [Fact]
    public async Task A_message_that_cannot_be_written_stops_no_other()
    {
        await InviteAsync(New("no address at all"), New("ada@example.com"));

        Assert.Equal(2, await SendAsync());

        Assert.Single(Folder.List());
        var stuck = await App.ReadAsync(db => db.OutgoingMails.AsNoTracking().SingleAsync(m => m.State == MailState.Waiting, CancellationToken));
        Assert.StartsWith("It could not be written", stuck.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_attempt_can_be_asked_for_and_is_made_at_once()
    {
        var attempt = await OverAsync();
        await RemindAsync();
        _mailer.Fails = true;
        await SendAsync();
        _mailer.Fails = false;
        Assert.Equal(0, await SendAsync());

        Assert.True(await RetryAsync((await OneAsync()).Id));

        Assert.Equal(1, await SendAsync());
        Assert.Equal((attempt, MailState.Sent, null), ((await OneAsync()).About, (await OneAsync()).State, (await OneAsync()).LastError));
    }

    [Fact]
    public async Task Each_reminder_is_written_once_in_its_time_and_again_only_for_another_deadline()
    {
        var invited = await App.Data.InvitationAsync();
        await App.Data.InvitationAsync(validFor: TimeSpan.FromDays(2));
        var withdrawn = await App.Data.InvitationAsync();
        await App.UseAsync((InvitationService s) => s.RevokeAsync(withdrawn.InvitationId, "test", CancellationToken));
        await RemindAsync();
        Assert.Empty(await KindsAsync());

        App.Clock.Advance(TimeSpan.FromDays(11));
        await RemindAsync();
        await RemindAsync();
        Assert.Equal([MailKind.StartReminder], await KindsAsync());
        Assert.Equal(invited.InvitationId, (await OneAsync()).About);

        var started = await App.Data.AttemptAsync(invited.Token);
        App.Clock.Advance(TimeSpan.FromHours(2.5));
        await RemindAsync();
        Assert.Equal([MailKind.StartReminder], await KindsAsync());
        App.Clock.Advance(TimeSpan.FromHours(1));
        await RemindAsync();
        await RemindAsync();
        Assert.Equal([MailKind.StartReminder, MailKind.DeadlineReminder], await KindsAsync());

        await App.UseAsync((DeadlineService s) => s.ExtendAsync(started.AttemptId, TimeSpan.FromMinutes(20), "test", CancellationToken));
        await RemindAsync();
        Assert.Equal(3, (await KindsAsync()).Count);
        App.Clock.Advance(TimeSpan.FromDays(30));
        await RemindAsync();
        Assert.Equal(3, (await KindsAsync()).Count);
    }

    [Fact]
    public async Task Feedback_that_is_released_by_itself_is_told_once_also_when_somebody_releases_it_later()
    {
        var attempt = await OverAsync();
        await RemindAsync();
        await RemindAsync();

        Assert.IsType<ReleaseOutcome.Released>(await App.UseAsync((FeedbackService s) => s.ReleaseAsync(attempt, "reviewer@example.com", CancellationToken)));

        Assert.Equal([MailKind.FeedbackReleased], await KindsAsync());
    }

    [Fact]
    public async Task However_many_send_each_message_is_sent_once()
    {
        await InviteAsync([.. Enumerable.Range(1, 12).Select(n => New($"person{n}@example.com"))]);

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync()));

        Assert.Equal((12, 12), (sent.Sum(), Directory.GetFiles(_folder).Length));
    }

    [Fact]
    public async Task A_name_adds_no_header_and_no_reader()
    {
        await InviteAsync(New("eve@example.com") with { CandidateName = "Eve\r\nBcc: all@example.com\r\n\r\n<script>" });

        await SendAsync();

        var raw = (await File.ReadAllTextAsync(Directory.GetFiles(_folder).Single(), CancellationToken)).ReplaceLineEndings("\n");
        Assert.DoesNotMatch("(?m)^Bcc:", raw.Split("\n\n")[0]);
        Assert.Equal(["eve@example.com"], MimeKit.MimeMessage.Load(Directory.GetFiles(_folder).Single(), CancellationToken).GetRecipients().Select(r => r.Address));
    }

    [Fact]
    public async Task What_was_written_goes_with_the_person_also_while_it_is_being_sent()
    {
        var token = Assert.Single(await InviteAsync(New("erin@example.com"))).Token;
        _mailer.Gate = new TaskCompletionSource();
        var sending = SendAsync();
        await _mailer.Reached.Task.WaitAsync(CancellationToken);

        Assert.IsType<EraseOutcome.Erased>(await App.UseAsync((CandidateErasure s) => s.EraseAsync(token, CancellationToken)));
        _mailer.Gate.SetResult();
        await sending;

        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Empty(await KindsAsync());
        var candidate = await App.ReadAsync(db => db.Candidates.SingleAsync(CancellationToken));
        Assert.False(await App.UseAsync((MailOutbox s) => s.AddAsync(
            MailKind.Receipt, Guid.NewGuid(), App.Clock.GetUtcNow(), candidate.Id, new("Erin", "erin@example.com", "Subject", "Text"), null, CancellationToken)));
    }

    private MailFolder Folder => App.Services.GetRequiredService<MailFolder>();

    private static NewInvitation New(string email) => new(TestData.AssessmentId, "Generated Person", email, MailedAt: Links);

    private Task<IReadOnlyList<IssuedInvitation>> InviteAsync(params NewInvitation[] people) => App.UseAsync((InvitationBatch s) => s.CreateAsync(people, "test", CancellationToken));

    /// <summary>A sitting that is graded and whose feedback has just been released by itself.</summary>
    private async Task<Guid> OverAsync()
    {
        var started = await App.Data.AttemptAsync();
        await App.Data.GradeAsync((await App.Data.SubmissionAsync(started.AttemptId)).RunId);
        App.Clock.SetUtcNow(started.Deadline + new FeedbackOptions().ReleaseAfter + TimeSpan.FromMinutes(1));

        return started.AttemptId;
    }

    private Task<int> SendAsync() => App.UseAsync((MailDelivery s) => s.RunOnceAsync(CancellationToken));

    private Task<bool> RetryAsync(Guid id) => App.UseAsync((MailOutbox s) => s.RetryAsync(id, CancellationToken));

    private async Task RemindAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<ReminderJob>(scope.ServiceProvider).HandleAsync(Guid.Empty, CancellationToken);
    }

    private Task<OutgoingMail> OneAsync() => App.ReadAsync(db => db.OutgoingMails.AsNoTracking().SingleAsync(CancellationToken));

    private Task<List<MailKind>> KindsAsync() => App.ReadAsync(db => db.OutgoingMails.OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).Select(m => m.Kind).ToListAsync(CancellationToken));

    /// <summary>The folder, unless a test says that it fails or waits.</summary>
    private sealed class SwitchedMailer : IMailer
    {
        private MailFolder? _folder;

        public bool Fails { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public TaskCompletionSource Reached { get; } = new();

        public SwitchedMailer Around(MailFolder folder)
        {
            _folder = folder;

            return this;
        }

        public async Task<MailOutcome> SendAsync(MailMessage message, CancellationToken cancellationToken)
        {
            if (Fails)
            {
                return new MailOutcome.Failed("The server is away.");
            }

            Reached.TrySetResult();
            await (Gate?.Task ?? Task.CompletedTask);

            return await _folder!.SendAsync(message, cancellationToken);
        }
    }
}
