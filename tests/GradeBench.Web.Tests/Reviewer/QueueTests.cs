using System.Net;
using System.Text.RegularExpressions;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Reviewer;

public sealed partial class QueueTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Two_reviewers_read_in_different_orders_that_stay()
    {
        for (var i = 0; i < 8; i++) await app.SubmitAsync();
        var reviewer = await app.OpenAsAsync("Reviewer");
        var admin = await app.OpenAsAsync("Admin");

        var order = Rows(await reviewer.ReadAsync("/review"));

        Assert.True(order.Count >= 8);
        Assert.Equal(order, Rows(await reviewer.ReadAsync("/review")));
        Assert.NotEqual(order, Rows(await admin.ReadAsync("/review")));
    }

    [Fact]
    public async Task Filters_by_review_and_decision_show_what_they_say()
    {
        var reviewed = await GradedAsync();
        var decided = await GradedAsync();
        var fresh = await GradedAsync();
        var reviewer = await app.OpenAsAsync("Reviewer");
        await reviewer.SubmitAsync(Page(reviewed), $"{Page(reviewed)}/review/finish");
        await reviewer.SubmitAsync(Page(decided), $"{Page(decided)}/decision", ("outcome", "Decline"), ("criterion", WebApp.Rubric.Criteria[0].Id), ("reason", "The bound breaks at once."));
        Guid[] all = [reviewed, decided, fresh];

        Assert.Equal([fresh], await ShownAsync(reviewer, "review=waiting", all));
        Assert.Equal([reviewed], await ShownAsync(reviewer, "review=mine", all));
        Assert.Equal([decided, fresh], await ShownAsync(reviewer, "review=unreviewed", all));
        Assert.Equal([], await ShownAsync(reviewer, "review=second", all));
        Assert.Equal([reviewed], await ShownAsync(await app.OpenAsAsync("Admin"), "review=second", all));
        Assert.Equal([decided], await ShownAsync(reviewer, "decision=decline", all));
        Assert.Equal([reviewed, fresh], await ShownAsync(reviewer, "decision=none", all));
        Assert.Equal(all, await ShownAsync(reviewer, "decision=7&review=nonsense&state=5", all));
    }

    [Fact]
    public async Task Next_leads_from_one_that_waits_to_another_and_says_when_nothing_does()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");
        await GradedAsync();
        await GradedAsync();

        var visited = new HashSet<string>();
        for (var address = (await reviewer.GetAsync("/review/next")).Headers.Location!.ToString(); visited.Add(address);)
        {
            Assert.Contains("Finish my review", await reviewer.ReadAsync(address), StringComparison.Ordinal);
            await reviewer.SubmitAsync(address, $"{address}/review/finish");
            address = (await reviewer.GetAsync($"/review/next?after={address[^36..]}")).Headers.Location!.ToString();
            if (address.StartsWith("/review?", StringComparison.Ordinal)) break;
        }

        Assert.True(visited.Count >= 2);
        Assert.Contains("Nothing else waits for you", await reviewer.ReadAsync("/review?notice=nothing"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submissions_are_compared_in_the_order_they_were_ticked_and_nobody_is_ahead_while_the_error_is_unknown()
    {
        var first = await GradedAsync();
        var second = await GradedAsync();
        var reviewer = await app.OpenAsAsync("Reviewer");

        var html = await reviewer.ReadAsync($"/review/compare?id={second}&id={first}");

        Assert.True(html.IndexOf(second.ToString(), StringComparison.Ordinal) < html.IndexOf(first.ToString(), StringComparison.Ordinal));
        Assert.Contains("nobody here is ahead", html, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(WebApp.Rubric.Criteria[0].Title), html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_or_five_or_ungraded_submissions_are_not_compared()
    {
        var graded = await GradedAsync();
        var waiting = (await app.SubmitAsync()).SubmissionId;
        var reviewer = await app.OpenAsAsync("Reviewer");

        foreach (var query in new[] { $"id={graded}", $"id={graded}&id={waiting}", string.Join('&', Enumerable.Range(0, 5).Select(_ => $"id={Guid.NewGuid()}")) })
        {
            Assert.Contains("Nothing to compare", await reviewer.ReadAsync($"/review/compare?{query}", HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_report_has_no_score_in_an_interview()
    {
        var page = Page(await GradedAsync());
        var reviewer = await app.OpenAsAsync("Reviewer");

        Assert.Contains("class=\"score-value\"", await reviewer.ReadAsync($"{page}/report"), StringComparison.Ordinal);
        var interview = await reviewer.ReadAsync($"{page}/report?scores=no");
        Assert.DoesNotContain("class=\"score-value\"", interview, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"level\"", interview, StringComparison.Ordinal);
    }

    private static string Page(Guid submission) => $"/review/submissions/{submission}";

    private async Task<Guid> GradedAsync()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        return upload.SubmissionId;
    }

    /// <summary>Which of the submissions a filter shows; newest first, so that other tests' cannot push them off the page.</summary>
    private static async Task<List<Guid>> ShownAsync(Browser reviewer, string filter, Guid[] among)
    {
        var rows = new List<Guid>();
        for (var page = 1; page < 4; page++) rows.AddRange(Rows(await reviewer.ReadAsync($"/review?{filter}&order=newest&page={page}")));
        return [.. among.Where(rows.Contains)];
    }

    private static List<Guid> Rows(string html) => [.. RowLink().Matches(html).Select(m => Guid.Parse(m.Groups[1].Value))];

    [GeneratedRegex("class=\"row-link\" href=\"/review/submissions/([0-9a-f-]{36})\"")]
    private static partial Regex RowLink();
}
