using System.Linq.Expressions;
using System.Net;
using GradeBench.Core.Mail;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Tests.Admin;

public sealed class MailPagesTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Invitations = "/review/invitations";

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invitation_is_sent_by_itself_and_shown_as_text_with_its_link()
    {
        var (reviewer, admin) = (await app.OpenAsAsync("Reviewer"), await app.OpenAsAsync("Admin"));
        await reviewer.SubmitAsync(Invitations, Invitations, ("assessment", "task-runner"), ("name", "<b>Bold</b>"), ("email", "mailed@example.com"), ("mail", "yes"));
        var mail = await SentAsync(m => m.ToAddress == "mailed@example.com");

        var page = await admin.ReadAsync($"/admin/mail/{mail.Id}");

        Assert.Contains("&lt;b&gt;Bold&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Bold", page, StringComparison.Ordinal);
        Assert.Contains("Message-Id", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(mail.SentSha256!, page, StringComparison.Ordinal);
        var link = System.Text.RegularExpressions.Regex.Match(page, "href=\"(http[^\"]+/c/[^\"]+)\"").Groups[1].Value;
        Assert.Contains("Start now", await app.Open().ReadAsync(new Uri(link).AbsolutePath), StringComparison.Ordinal);
        Assert.Contains("No mail server is configured", await admin.ReadAsync("/admin/mail?state=sent&to=mailed@"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_tick_no_link_is_mailed()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");

        await reviewer.SubmitAsync(Invitations, Invitations, ("assessment", "task-runner"), ("name", "Generated Invitee"), ("email", "byhand@example.com"));

        Assert.False(await app.Core.ReadAsync(db => db.OutgoingMails.AnyAsync(m => m.ToAddress == "byhand@example.com", CancellationToken)));
    }

    [Fact]
    public async Task A_message_that_was_given_up_shows_why_and_is_tried_again()
    {
        var upload = await app.SubmitAsync();
        var id = (await SentAsync(m => m.About == upload.SubmissionId)).Id;
        await app.Core.ReadAsync(db => db.OutgoingMails.Where(m => m.Id == id).ExecuteUpdateAsync(m => m
            .SetProperty(x => x.State, MailState.Failed).SetProperty(x => x.LastError, "The server <refused> it."), CancellationToken));
        var admin = await app.OpenAsAsync("Admin");
        Assert.Contains("The server &lt;refused&gt; it.", await admin.ReadAsync("/admin/mail?state=failed"), StringComparison.Ordinal);

        var retried = await admin.SubmitAsync("/admin/mail?state=failed", $"/admin/mail/{id}/retry");

        Assert.Equal(HttpStatusCode.Found, retried.StatusCode);
        Assert.Contains("mail.retried", await admin.ReadAsync("/admin/audit"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.SubmitAsync("/admin/mail", $"/admin/mail/{Guid.NewGuid()}/retry")).StatusCode);
    }

    /// <summary>A message once it was sent: that goes behind the answer of a page.</summary>
    private async Task<OutgoingMail> SentAsync(Expression<Func<OutgoingMail, bool>> which)
    {
        using var patience = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var look = 0; look < 1_200; look++)
        {
            if (await app.Core.ReadAsync(db => db.OutgoingMails.AsNoTracking().SingleAsync(which, CancellationToken)) is { State: MailState.Sent } mail)
            {
                return mail;
            }

            await patience.WaitForNextTickAsync(CancellationToken);
        }

        throw new TimeoutException("The message was not sent within a minute.");
    }
}
