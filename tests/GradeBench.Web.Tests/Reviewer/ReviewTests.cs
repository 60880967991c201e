using System.Net;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Reviewer;

public sealed class ReviewTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Reason = "The total is read <b>outside</b> the lock.";

    private static string Criterion => WebApp.Rubric.Criteria[0].Id;

    [Fact]
    public async Task A_level_is_shown_beside_the_machines_score_and_leads_back_to_its_criterion()
    {
        var (reviewer, page) = await OpenAsync("Reviewer");

        var response = await GiveAsync(reviewer, page, "4", Reason, ("file", "Runner.cs"), ("view", "changes"));
        var html = await reviewer.ReadAsync(page);

        Assert.Equal($"{page}?file=Runner.cs&view=changes&notice=level#criterion-{Criterion}", response.Headers.Location?.ToString());
        Assert.Contains("Your level: 4", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;outside&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("class=\"machine\"", html, StringComparison.Ordinal);

        await reviewer.SubmitAsync(page, $"{page}/levels", ("criterion", Criterion), ("withdraw", "yes"));
        Assert.DoesNotContain("Your level: 4", await reviewer.ReadAsync(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", Reason, "level")]
    [InlineData("11", Reason, "level")]
    [InlineData("7", "too short", "reason")]
    public async Task What_a_level_lacks_is_named_and_what_was_written_stays(string level, string reason, string field)
    {
        var (reviewer, page) = await OpenAsync("Reviewer");

        var response = await GiveAsync(reviewer, page, level, reason);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains($"href=\"#{field}-{Criterion}\"", html, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(reason), html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_level_given_beside_a_score_that_changed_meanwhile_is_asked_for_again()
    {
        var (reviewer, page) = await OpenAsync("Reviewer");

        var response = await GiveAsync(reviewer, page, "4", Reason, ("machine", "1.5"));
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("It was graded again meanwhile", html, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(Reason), html, StringComparison.Ordinal);
        Assert.DoesNotContain("Your level: 4", html, StringComparison.Ordinal);
        var shown = System.Text.RegularExpressions.Regex.Match(html, "name=\"machine\" value=\"([^\"]+)\"").Groups[1].Value;
        await GiveAsync(reviewer, page, "4", Reason, ("machine", shown));

        Assert.Contains("Your level: 4", await reviewer.ReadAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_reviewer_sees_the_first_ones_review_when_their_own_is_finished()
    {
        var (first, page) = await OpenAsync("Reviewer");
        await GiveAsync(first, page, "3", "Said only by the first reviewer.");
        await first.SubmitAsync(page, $"{page}/notes", ("text", "A thought of the first reviewer."), ("for", "colleagues"));
        var second = await app.OpenAsAsync("Admin");
        Assert.DoesNotContain("first reviewer", await second.ReadAsync(page), StringComparison.Ordinal);

        await first.SubmitAsync(page, $"{page}/review/finish");
        foreach (var address in new[] { page, $"{page}/report", $"{page}/reconcile" })
        {
            Assert.DoesNotContain("first reviewer", await second.ReadAsync(address), StringComparison.Ordinal);
        }

        Assert.Contains("One colleague has finished a review", await second.ReadAsync(page), StringComparison.Ordinal);
        await second.SubmitAsync(page, $"{page}/review/finish");

        var html = await second.ReadAsync(page);
        Assert.Contains("Said only by the first reviewer.", html, StringComparison.Ordinal);
        Assert.Contains("A thought of the first reviewer.", html, StringComparison.Ordinal);
        Assert.Contains("Settle what differs", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_differs_is_listed_and_one_of_the_reviewers_settles_it()
    {
        var (first, page) = await OpenAsync("Reviewer");
        await GiveAsync(first, page, "3", "The bound breaks when calls overlap.");
        await first.SubmitAsync(page, $"{page}/review/finish");
        var second = await app.OpenAsAsync("Admin");
        await second.SubmitAsync(page, $"{page}/review/finish");
        var reconcile = $"{page}/reconcile";

        var html = await second.ReadAsync(reconcile);
        Assert.Contains($"id=\"criterion-{Criterion}\"", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("class=\"criterion\"").Length);
        var refused = await second.SubmitAsync(reconcile, reconcile, ("criterion", Criterion), ("level", "5"), ("reason", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await second.SubmitAsync(reconcile, reconcile, ("criterion", Criterion), ("level", "5"), ("reason", "Half of it holds, as the tests show."));

        Assert.Contains("Settled at 5.0", await first.ReadAsync(reconcile), StringComparison.Ordinal);
        Assert.Contains(" reviewed</span>", await first.ReadAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_for_the_candidate_stays_a_draft_until_it_is_published()
    {
        var (reviewer, page) = await OpenAsync("Reviewer");
        await reviewer.SubmitAsync(page, $"{page}/notes", ("text", "Look at <i>cancellation</i>."), ("for", "candidate"), ("criterion", Criterion));

        var draft = await reviewer.ReadAsync(page);
        Assert.Contains("For the candidate, a draft", draft, StringComparison.Ordinal);
        Assert.Contains("Look at &lt;i&gt;cancellation&lt;/i&gt;.", draft, StringComparison.Ordinal);
        await reviewer.SubmitAsync(page, $"{page}/notes/publish");

        Assert.Contains("For the candidate, published", await reviewer.ReadAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_upload_takes_no_level_for_the_old_one()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        var reviewer = await app.OpenAsAsync("Reviewer");
        var later = await app.SubmitAsync(upload.Token, ("Runner.cs", "class Runner { int later; }"));

        var response = await GiveAsync(reviewer, $"/review/submissions/{upload.SubmissionId}", "5", Reason);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains($"href=\"/review/submissions/{later.SubmissionId}\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> GiveAsync(Browser reviewer, string page, string level, string reason, params (string, string)[] place) =>
        reviewer.SubmitAsync(page, $"{page}/levels", [("criterion", Criterion), ("level", level), ("reason", reason), .. place]);

    private async Task<(Browser Reviewer, string Page)> OpenAsync(string role)
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        return (await app.OpenAsAsync(role), $"/review/submissions/{upload.SubmissionId}");
    }
}
