using System.Net;
using System.Text.RegularExpressions;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Users;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Admin;

/// <summary>The way of a rubric through the pages, as a browser without scripts takes it.</summary>
public sealed partial class RubricPagesTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task The_form_changes_values_in_the_text_and_leaves_its_comments_alone()
    {
        var browser = await app.OpenAsAsync(RoleNames.Admin);
        var draft = await StartAsync(browser);
        var (yaml, revision) = await TextAsync(browser, draft);

        var saved = await browser.SubmitAsync(draft, draft, ("act", "form"), ("yaml", yaml), ("revision", revision), ("f.criteria[0].weight", "35"), ("f.criteria[1].weight", "20"));

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        var (edited, _) = await TextAsync(browser, draft);
        Assert.Equal(yaml.Replace("weight: 30\n", "weight: 35\n", StringComparison.Ordinal).Replace("weight: 25\n    evidence:\n      - behaviours: [\"workers.*\"]", "weight: 20\n    evidence:\n      - behaviours: [\"workers.*\"]", StringComparison.Ordinal), edited);
        Assert.Contains("# An outcome has room", edited, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_its_line_and_place_and_the_draft_is_kept()
    {
        var browser = await app.OpenAsAsync(RoleNames.Admin);
        var draft = await StartAsync(browser);
        var (yaml, revision) = await TextAsync(browser, draft);
        var wrong = yaml.Replace("weight: 40 }", "weight: 41 }", StringComparison.Ordinal);

        await browser.SubmitAsync(draft, draft, ("act", "save"), ("yaml", wrong), ("revision", revision));
        var page = await browser.ReadAsync(draft);

        Assert.Contains("the weights sum to 101: change them so that they sum to 100.", page, StringComparison.Ordinal);
        Assert.Matches("data-problem data-line=\"[0-9]+\"", page);
        Assert.Equal(wrong, (await TextAsync(browser, draft)).Yaml);
    }

    [Fact]
    public async Task Looking_at_a_text_checks_it_and_stores_nothing()
    {
        var browser = await app.OpenAsAsync(RoleNames.Admin);
        var draft = await StartAsync(browser);
        var (yaml, _) = await TextAsync(browser, draft);

        var look = await (await browser.SubmitAsync(draft, $"{draft}/look", ("yaml", yaml.Replace("[\"bound.*\"]", "[\"bounds.*\"]", StringComparison.Ordinal)))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("matches no behaviour of the assessment", look, StringComparison.Ordinal);
        Assert.Equal(yaml, (await TextAsync(browser, draft)).Yaml);
    }

    [Fact]
    public async Task Markup_in_a_rubric_is_shown_as_text()
    {
        var browser = await app.OpenAsAsync(RoleNames.Admin);
        var draft = await StartAsync(browser);
        var (yaml, revision) = await TextAsync(browser, draft);

        await browser.SubmitAsync(draft, draft, ("act", "form"), ("yaml", yaml), ("revision", revision), ("f.criteria[0].title", "</textarea><script>alert(1)</script>"));
        var page = await browser.ReadAsync(draft);

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_under_which_somebody_crosses_the_bar_goes_from_draft_to_re_scoring_through_two_people()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        var score = await app.Core.ReadAsync(db => Task.FromResult(db.Runs.Where(r => r.Id == upload.RunId).Select(r => r.Overall!.Value).Single()));
        var author = await app.OpenAsAsync(RoleNames.Admin);
        await author.SubmitAsync("/admin/rubrics", "/admin/rubrics/task-runner/settings", ("bar", score.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)), ("pinned", Shared.ReceiptNumber.Of(upload.SubmissionId)));
        var draft = await StartAsync(author);
        var (yaml, revision) = await TextAsync(author, draft);

        // A gate that holds for everybody.
        var harsher = yaml.Replace("passedAtMost: 3 }\n    atMost: 2", "passedAtMost: 1000 }\n    atMost: 1", StringComparison.Ordinal);
        await author.SubmitAsync(draft, draft, ("act", "save"), ("yaml", harsher), ("revision", revision), ("reason", "The generated sample must not go on."));
        Assert.Contains(Shared.ReceiptNumber.Of(upload.SubmissionId), await author.ReadAsync(draft), StringComparison.Ordinal);
        await author.SubmitAsync(draft, $"{draft}/dry-run");
        Assert.Contains("falls below", await author.ReadAsync($"{draft}/publish"), StringComparison.Ordinal);
        await author.SubmitAsync(draft, $"{draft}/publish");
        Assert.Equal(HttpStatusCode.Conflict, (await author.SubmitAsync($"{draft}/publish", $"{draft}/approve")).StatusCode);

        var colleague = await app.OpenAsAsync(RoleNames.Admin, "colleague@example.com");
        var published = await colleague.SubmitAsync($"{draft}/publish", $"{draft}/approve");

        var version = published.Headers.Location!.ToString();
        Assert.Matches("^/admin/rubrics/versions/.*notice=published$", version);
        var page = await colleague.ReadAsync(version);
        Assert.Contains("Re-score past submissions", page, StringComparison.Ordinal);
        var apply = Rescoring().Match(page).Groups[1].Value;
        Assert.Equal(HttpStatusCode.Found, (await colleague.SubmitAsync(version, $"/admin/rubrics/rescorings/{apply}/apply")).StatusCode);
        Assert.Equal(RescoringState.Running, await app.Core.ReadAsync(db => Task.FromResult(db.Rescorings.Single(r => r.Id == Guid.Parse(apply)).State)));
    }

    private static async Task<string> StartAsync(Browser browser)
    {
        var version = VersionLink().Match(await browser.ReadAsync("/admin/rubrics")).Value;
        var started = await browser.SubmitAsync("/admin/rubrics", $"{version}/drafts");
        return started.Headers.Location!.ToString();
    }

    private static async Task<(string Yaml, string Revision)> TextAsync(Browser browser, string draft)
    {
        var page = await browser.ReadAsync(draft);

        // The line break a browser drops comes first.
        return (WebUtility.HtmlDecode(Text().Match(page).Groups[1].Value)[1..], Revision().Match(page).Groups[1].Value);
    }

    [GeneratedRegex("/admin/rubrics/versions/[0-9a-f-]{36}")]
    private static partial Regex VersionLink();

    [GeneratedRegex("""<textarea id="yaml"[^>]*>(.*?)</textarea>""", RegexOptions.Singleline)]
    private static partial Regex Text();

    [GeneratedRegex("""name="revision" value="(\d+)""")]
    private static partial Regex Revision();

    [GeneratedRegex("/admin/rubrics/rescorings/([0-9a-f-]{36})/apply")]
    private static partial Regex Rescoring();
}
