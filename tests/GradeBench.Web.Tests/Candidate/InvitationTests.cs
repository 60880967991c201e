using System.Net;
using GradeBench.Core.Invitations;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Tests.Candidate;

public sealed class InvitationTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_start_the_page_says_what_is_graded_and_starts_no_clock()
    {
        var invitation = await app.InviteAsync();

        var html = await app.Open().ReadAsync($"/c/{invitation.Token}");

        Assert.Contains(WebApp.Rubric.Version, html, StringComparison.Ordinal);
        Assert.All(WebApp.Rubric.Criteria, c => Assert.Contains(c.Title, WebUtility.HtmlDecode(html), StringComparison.Ordinal));
        Assert.Contains("4 hours", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-deadline", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" checked", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_runs_the_servers_clock_and_shows_the_task()
    {
        var invitation = await app.InviteAsync();
        var browser = app.Open();

        var started = await browser.SubmitAsync($"/c/{invitation.Token}", $"/c/{invitation.Token}/start", ("notice", "yes"), ("path", "bootcamp"), ("zone", "Europe/Berlin"));

        Assert.Equal(HttpStatusCode.Found, started.StatusCode);
        var html = await browser.ReadAsync($"/c/{invitation.Token}");
        Assert.Contains("data-deadline", html, StringComparison.Ordinal);
        Assert.Contains("Run many tasks.", html, StringComparison.Ordinal);
        Assert.Equal("Bootcamp", await app.Database.ReadAsync<string>($"SELECT path FROM cohorts.declared_paths WHERE candidate_id = '{invitation.CandidateId}'"));
    }

    [Fact]
    public async Task Markup_in_a_statement_is_shown_as_text()
    {
        var html = await app.Open().ReadAsync($"/c/{await app.StartAsync()}");

        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_starter_is_the_published_archive()
    {
        var token = await app.StartAsync();

        var response = await app.Open().GetAsync($"/c/{token}/starter.zip");

        Assert.Equal("application/zip", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("a starter archive", await response.Content.ReadAsStringAsync(CancellationToken));
    }

    [Fact]
    public async Task An_expired_link_says_so_and_cannot_start()
    {
        var invitation = await app.InviteAsync(validFor: TimeSpan.FromHours(1));
        app.Core.Clock.Advance(TimeSpan.FromHours(2));
        var browser = app.Open();

        var html = await browser.ReadAsync($"/c/{invitation.Token}", HttpStatusCode.Gone);
        var start = await browser.SubmitAsync("/sign-in", $"/c/{invitation.Token}/start", ("notice", "yes"));

        Assert.Contains("This link has expired", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, start.StatusCode);
        Assert.False(await app.Core.ReadAsync(db => db.Attempts.AnyAsync(a => a.InvitationId == invitation.InvitationId, CancellationToken)));
    }

    [Fact]
    public async Task A_withdrawn_link_opens_nothing_any_more()
    {
        var upload = await app.SubmitAsync();
        var id = await app.Core.ReadAsync(db => db.Submissions.Where(s => s.Id == upload.SubmissionId).Select(s => s.Attempt.InvitationId).SingleAsync(CancellationToken));
        await app.Core.UseAsync((InvitationService invitations) => invitations.RevokeAsync(id, "test", CancellationToken));

        Assert.Equal(HttpStatusCode.Gone, (await app.Open().GetAsync($"/c/{upload.Token}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Open().GetAsync($"/c/{upload.Token}/starter.zip")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Open().GetAsync($"/c/{upload.Token}/submissions/1")).StatusCode);
    }
}
