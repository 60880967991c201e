using System.IO.Compression;
using System.Net;
using GradeBench.Rubrics;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Tests.Candidate;

/// <summary>A candidate reads the level that holds after people have reviewed it, in the rubric's words, and nobody's name.</summary>
public sealed class HeldLevelTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Reason = "The tests were too strict about this one.";

    private static Criterion Criterion => WebApp.Rubric.Criteria[0];

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_level_that_a_reviewer_set_is_the_one_that_is_told()
    {
        var upload = await GradedAsync();
        var before = await ReadAsync(upload);
        var reviewer = await ReviewAsync("first@example.com", upload, "6");
        var draft = await ReadAsync(upload);

        await FinishAsync(reviewer, upload);
        var after = await ReadAsync(upload);

        Assert.DoesNotContain("reviewer", before, StringComparison.Ordinal);
        Assert.Equal(before, draft);
        Assert.Contains("level 6 of 10, set by a reviewer", after, StringComparison.Ordinal);
        Assert.Contains(Criterion.Levels[1].Anchor, after, StringComparison.Ordinal);
        Assert.Contains($"Next step: {Criterion.Levels[2].Anchor}", after, StringComparison.Ordinal);
        Assert.DoesNotContain("first@example.com", after, StringComparison.Ordinal);
        Assert.DoesNotContain(Reason, after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_reviewer_only_agreed_that_is_said_and_the_level_stays()
    {
        var upload = await GradedAsync();
        var machine = Level(await ReadAsync(upload));
        var reviewer = await app.OpenAsAsync("Reviewer", "first@example.com");

        await FinishAsync(reviewer, upload);

        Assert.Contains($"level {machine} of 10, a reviewer agreed", await ReadAsync(upload), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_two_reviewers_differ_the_machines_level_stands_and_then_the_settled_one()
    {
        var upload = await GradedAsync();
        var machine = Level(await ReadAsync(upload));
        var first = await ReviewAsync("first@example.com", upload, "3");
        var second = await ReviewAsync("second@example.com", upload, "7");
        await FinishAsync(first, upload);
        await FinishAsync(second, upload);

        var differing = await ReadAsync(upload);
        await second.SubmitAsync(Page(upload), $"{Page(upload)}/reconcile", ("criterion", Criterion.Id), ("level", "5"), ("reason", Reason));
        var settled = await ReadAsync(upload);

        Assert.Equal(machine, Level(differing));
        Assert.Contains("Reviewers do not agree about this yet", differing, StringComparison.Ordinal);
        Assert.Contains("level 5 of 10, set by a reviewer", settled, StringComparison.Ordinal);
        Assert.DoesNotContain("do not agree", settled, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_archive_of_ones_own_data_tells_the_same_level()
    {
        var upload = await GradedAsync();
        await FinishAsync(await ReviewAsync("first@example.com", upload, "6"), upload);

        var response = await app.Open().GetAsync($"/c/{upload.Token}/data.zip");
        using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync(CancellationToken));
        using var reader = new StreamReader(await archive.GetEntry("data.json")!.OpenAsync(CancellationToken));
        using var data = System.Text.Json.JsonDocument.Parse(await reader.ReadToEndAsync(CancellationToken));

        var told = data.RootElement.GetProperty("uploads")[0].GetProperty("feedback").GetProperty("dimensions").EnumerateArray()
            .SelectMany(d => d.GetProperty("criteria").EnumerateArray()).Single(c => c.GetProperty("id").GetString() == Criterion.Id);
        Assert.Equal((6, "Reviewer"), (told.GetProperty("level").GetInt32(), told.GetProperty("basis").GetString()));
    }

    private static string Page(Uploaded upload) => $"/review/submissions/{upload.SubmissionId}";

    private async Task<Uploaded> GradedAsync()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        var attempt = await app.Core.ReadAsync(db => db.Submissions.Where(s => s.Id == upload.SubmissionId).Select(s => s.AttemptId).SingleAsync(CancellationToken));
        await app.Database.ExecuteAsync($"INSERT INTO feedback_releases (attempt_id, released_at, released_by) VALUES ('{attempt}', now(), 'test')");
        return upload;
    }

    private async Task<Browser> ReviewAsync(string name, Uploaded upload, string level)
    {
        var reviewer = await app.OpenAsAsync("Reviewer", name);
        var given = await reviewer.SubmitAsync(Page(upload), $"{Page(upload)}/levels", ("criterion", Criterion.Id), ("level", level), ("reason", Reason));
        Assert.Equal(HttpStatusCode.Found, given.StatusCode);
        return reviewer;
    }

    private static async Task FinishAsync(Browser reviewer, Uploaded upload) =>
        Assert.Equal(HttpStatusCode.Found, (await reviewer.SubmitAsync(Page(upload), $"{Page(upload)}/review/finish")).StatusCode);

    /// <summary>What the candidate reads of the criterion, without markup.</summary>
    private async Task<string> ReadAsync(Uploaded upload)
    {
        var html = await app.Open().ReadAsync($"/c/{upload.Token}/submissions/{upload.Number}");
        var from = html.IndexOf($"id=\"c-{Criterion.Id}\"", StringComparison.Ordinal);
        var item = html[from..html.IndexOf("<details>", from, StringComparison.Ordinal)];
        var text = System.Text.RegularExpressions.Regex.Replace(item, "<[^>]+>", "");
        return string.Join(' ', WebUtility.HtmlDecode(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Level(string text) => System.Text.RegularExpressions.Regex.Match(text, "level (\\d+) of 10").Groups[1].Value;
}
