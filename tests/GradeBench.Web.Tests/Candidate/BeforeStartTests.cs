using System.Net;
using GradeBench.Core.Consents;
using GradeBench.Core.Invitations;
using GradeBench.Core.Users;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Tests.Candidate;

public sealed class BeforeStartTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_starts_before_the_notice_is_ticked_and_what_was_filled_in_stays()
    {
        var invitation = await app.InviteAsync();

        var refused = await StartAsync(invitation, ("share", "yes"), ("path", "self-taught"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var html = await refused.Content.ReadAsStringAsync(CancellationToken);
        Assert.Contains("Nothing was started", html, StringComparison.Ordinal);
        Assert.Matches("id=\"share\"[^>]* checked", html);
        Assert.Matches("value=\"self-taught\" checked", html);
        Assert.False(await app.Core.ReadAsync(db => db.Attempts.AnyAsync(a => a.InvitationId == invitation.InvitationId, CancellationToken)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_agreement_is_stored_apart_as_it_was_given(bool share)
    {
        var invitation = await app.InviteAsync();

        await StartAsync(invitation, share ? [("notice", "yes"), ("share", "yes")] : [("notice", "yes")]);

        var standing = await app.Core.UseAsync((ConsentService s) => s.StandingAsync(invitation.InvitationId, CancellationToken));
        Assert.Equal((true, share), (standing[ConsentPurpose.ProcessingNotice], standing[ConsentPurpose.ShareResult]));
    }

    [Fact]
    public async Task Rules_that_were_replaced_while_the_page_was_open_are_read_first()
    {
        var invitation = await app.InviteAsync();

        var refused = await StartAsync(invitation, ("notice", "yes"), ("rubric", Guid.NewGuid().ToString()));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("rules of grading were replaced", await refused.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_answered_by_an_administrator_and_its_time_is_shown_before_start()
    {
        var invitation = await app.InviteAsync();
        var candidate = app.Open();
        var page = $"/c/{invitation.Token}";
        var sent = await candidate.SubmitAsync(page, $"{page}/adjustment", ("wish", "50"), ("reason", "<b>slow</b> reader"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        Assert.Contains("waits for its answer", await candidate.ReadAsync(page), StringComparison.Ordinal);

        var admin = await app.OpenAsAsync(RoleNames.Admin);
        var list = await admin.ReadAsync("/admin/adjustments");
        Assert.Contains("&lt;b&gt;slow&lt;/b&gt; reader", list, StringComparison.Ordinal);
        var answer = System.Text.RegularExpressions.Regex.Match(list, "slow&lt;/b&gt; reader.*?(/admin/adjustments/[0-9a-f-]{36}/answer)", System.Text.RegularExpressions.RegexOptions.Singleline).Groups[1].Value;
        await admin.SubmitAsync("/admin/adjustments", answer, ("percent", "50"), ("minutes", "0"), ("answer", "Of course."));

        var html = await candidate.ReadAsync(page);
        Assert.Contains("Of course.", html, StringComparison.Ordinal);
        Assert.Contains("<strong>6 hours</strong>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_about_an_adjustment_is_on_any_page_of_a_reviewer()
    {
        var upload = await app.SubmitAsync();
        await app.Open().SubmitAsync($"/c/{upload.Token}", $"/c/{upload.Token}/adjustment", ("wish", "100"), ("reason", "unmistakable-reason"));
        await app.GradeAsync(upload.RunId);
        var reviewer = await app.OpenAsAsync(RoleNames.Reviewer);

        foreach (var path in new[] { "/review", "/review/invitations", $"/review/submissions/{upload.SubmissionId}" })
        {
            var html = await reviewer.ReadAsync(path);
            Assert.DoesNotContain("unmistakable-reason", html, StringComparison.Ordinal);
            Assert.DoesNotContain("adjustment", html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_fault_of_ours_is_given_back_to_who_was_working()
    {
        var token = await app.StartAsync();
        var before = await ClockAsync(token);
        var now = app.Core.Clock.GetUtcNow();
        var admin = await app.OpenAsAsync(RoleNames.Admin);

        var response = await admin.SubmitAsync("/admin/adjustments", "/admin/adjustments/lost-time",
            ("from", Field(now.AddHours(1))), ("to", Field(now.AddHours(2))));

        Assert.EndsWith("made-up", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(before.AddHours(1), await ClockAsync(token));
    }

    [Fact]
    public async Task The_candidates_own_time_stands_beside_utc_without_script()
    {
        var invitation = await app.InviteAsync();
        await StartAsync(invitation, ("notice", "yes"), ("zone", "America/New_York"));

        var html = WebUtility.HtmlDecode(await app.Open().ReadAsync($"/c/{invitation.Token}"));

        Assert.Contains("America/New_York (UTC-04:00)", html, StringComparison.Ordinal);
    }

    private static string Field(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<DateTimeOffset> ClockAsync(string token)
    {
        using var json = System.Text.Json.JsonDocument.Parse(await app.Open().ReadAsync($"/c/{token}/clock"));
        Assert.Equal(app.Core.Clock.GetUtcNow(), json.RootElement.GetProperty("now").GetDateTimeOffset());
        return json.RootElement.GetProperty("deadline").GetDateTimeOffset();
    }

    private Task<HttpResponseMessage> StartAsync(IssuedInvitation invitation, params (string Name, string Value)[] fields) =>
        app.Open().SubmitAsync($"/c/{invitation.Token}", $"/c/{invitation.Token}/start", fields);
}
