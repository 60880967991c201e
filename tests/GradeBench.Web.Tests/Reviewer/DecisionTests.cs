using System.Net;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Reviewer;

public sealed class DecisionTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Reason = "Cancellation is ignored <b>after</b> the first task.";

    private static string Criterion => WebApp.Rubric.Criteria[0].Id;

    [Fact]
    public async Task A_decision_is_recorded_with_its_reason_and_shown_with_who_made_it()
    {
        var (reviewer, page) = await OpenAsync();

        var response = await reviewer.SubmitAsync(page, $"{page}/decision", ("outcome", "Hold"), ("criterion", Criterion), ("reason", Reason));
        var html = await reviewer.ReadAsync(page);

        Assert.Equal($"{page}?notice=decided#decision", response.Headers.Location?.ToString());
        Assert.Contains("&lt;b&gt;after&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("reviewer@example.com", html[html.IndexOf("id=\"decision\"", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("Decide again", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "criterion", Reason, "#outcome")]
    [InlineData("7", "criterion", Reason, "#outcome")]
    [InlineData("Advance", "nothing", Reason, "#criterion")]
    [InlineData("Advance", "criterion", "because", "#reason")]
    public async Task What_is_missing_is_named_and_what_was_written_stays(string outcome, string criterion, string reason, string link)
    {
        var (reviewer, page) = await OpenAsync();

        var response = await reviewer.SubmitAsync(
            page, $"{page}/decision", ("outcome", outcome), ("criterion", criterion == "criterion" ? Criterion : criterion), ("reason", reason));
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains($"href=\"{link}\"", html, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(reason), html, StringComparison.Ordinal);
        Assert.Contains("Nobody has decided yet", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_upload_cannot_be_decided_on()
    {
        var (reviewer, page, token) = await OpenWithTokenAsync();
        await app.SubmitAsync(token, ("Runner.cs", "class Runner { int later; }"));

        Assert.DoesNotContain("Record the decision", await reviewer.ReadAsync(page), StringComparison.Ordinal);
        var response = await reviewer.SubmitAsync(page, $"{page}/decision", ("outcome", "Advance"), ("criterion", Criterion), ("reason", Reason));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    private async Task<(Browser Reviewer, string Page)> OpenAsync()
    {
        var (reviewer, page, _) = await OpenWithTokenAsync();
        return (reviewer, page);
    }

    private async Task<(Browser Reviewer, string Page, string Token)> OpenWithTokenAsync()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        return (await app.OpenAsAsync("Reviewer"), $"/review/submissions/{upload.SubmissionId}", upload.Token);
    }
}
