using System.Net;
using GradeBench.Rubrics;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Tests.Candidate;

public sealed class ResultTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Until_it_is_released_a_candidate_reads_whether_it_compiles_and_the_examples_and_when_the_rest_comes()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);

        var html = WebUtility.HtmlDecode(await app.Open().ReadAsync($"/c/{upload.Token}/submissions/1"));

        Assert.Contains("1 of 1 example behaviours were seen", html, StringComparison.Ordinal);
        Assert.Contains("Gives the outcomes in order", html, StringComparison.Ordinal);
        Assert.Contains("Feedback on each criterion comes here by", html, StringComparison.Ordinal);
        foreach (var later in new[] { "A task after the failing one was not run.", "level 1 of 10", "Next step" })
        {
            Assert.DoesNotContain(later, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Released_feedback_tells_levels_and_behaviours_but_no_expected_value_seed_or_score()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        await ReleaseAsync(upload);

        var html = WebUtility.HtmlDecode(await app.Open().ReadAsync($"/c/{upload.Token}/submissions/1"));

        Assert.Contains("A failing task leaves the others alone", html, StringComparison.Ordinal);
        Assert.Contains("A task after the failing one was not run.", html, StringComparison.Ordinal);
        Assert.Contains("of 10", html, StringComparison.Ordinal);
        foreach (var secret in new[] { Samples.SecretDetail, "Expected", "4711", "failures.isolated", "GB0301", "worker-1", "cohort", "Bootcamp" })
        {
            Assert.DoesNotContain(secret, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_look_is_asked_for_on_the_page_answered_by_a_reviewer_and_read_by_the_candidate()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        await ReleaseAsync(upload);
        var page = $"/c/{upload.Token}/submissions/1";
        var criterion = WebApp.Rubric.Criteria[0].Id;

        var asked = await app.Open().SubmitAsync(page, $"{page}/rechecks", ("criterion", criterion), ("reason", "<i>look</i> at line 12"));
        var reviewer = await app.OpenAsAsync("Reviewer");
        var list = await reviewer.ReadAsync("/review/feedback");
        var answer = System.Text.RegularExpressions.Regex.Match(list, "&lt;i&gt;look&lt;/i&gt; at line 12.*?(/review/feedback/rechecks/[0-9a-f-]{36}/answer)", System.Text.RegularExpressions.RegexOptions.Singleline).Groups[1].Value;
        await reviewer.SubmitAsync("/review/feedback", answer, ("answer", "It was overlooked, thank you."), ("agreed", "yes"));

        Assert.Equal(HttpStatusCode.Found, asked.StatusCode);
        var html = await app.Open().ReadAsync(page);
        Assert.Contains("You were right", html, StringComparison.Ordinal);
        Assert.Contains("It was overlooked, thank you.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reviewer_releases_feedback_once_the_sitting_has_ended()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        var reviewer = await app.OpenAsAsync("Reviewer");
        var attempt = await AttemptAsync(upload);
        var early = await reviewer.SubmitAsync("/review/feedback", $"/review/feedback/attempts/{attempt}/release");
        app.Core.Clock.Advance(TimeSpan.FromHours(5));
        reviewer = await app.OpenAsAsync("Reviewer");
        Assert.Contains($"attempts/{attempt}/release", await reviewer.ReadAsync("/review/feedback"), StringComparison.Ordinal);

        var released = await reviewer.SubmitAsync("/review/feedback", $"/review/feedback/attempts/{attempt}/release");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Found), (early.StatusCode, released.StatusCode));
        Assert.Contains("Next step", await app.Open().ReadAsync($"/c/{upload.Token}/submissions/1"), StringComparison.Ordinal);
        Assert.DoesNotContain($"attempts/{attempt}/release", await reviewer.ReadAsync("/review/feedback"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_compiler_said_is_told_with_its_line()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId, Samples.NotCompiled());

        var html = WebUtility.HtmlDecode(await app.Open().ReadAsync($"/c/{upload.Token}/submissions/1"));

        Assert.Contains("does not compile", html, StringComparison.Ordinal);
        Assert.Contains("'Runner' does not implement 'ITaskRunner'", html, StringComparison.Ordinal);
        Assert.Contains("Runner.cs:1", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_worker_the_page_says_what_it_waits_for()
    {
        var upload = await app.SubmitAsync();
        app.Core.Clock.Advance(TimeSpan.FromMinutes(2));

        var html = await app.Open().ReadAsync($"/c/{upload.Token}/submissions/1");

        Assert.Contains("Waiting for a worker", html, StringComparison.Ordinal);
        Assert.Contains("no worker may be running", html, StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_ours_is_called_ours_and_hides_its_cause()
    {
        var upload = await app.SubmitAsync();
        await app.QuarantineAsync(upload.RunId, "cgroup refused: /sys/fs/secret");

        var html = await app.Open().ReadAsync($"/c/{upload.Token}/submissions/1");

        Assert.Contains("a fault of ours", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/sys/fs/secret", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_and_messages_stay_text()
    {
        const string hostile = "<img src=x onerror=alert(1)>";
        var upload = await app.SubmitAsync(null, ("Runner.cs", $"// {hostile}\n/* </td></table><script>alert(2)</script> */\nvar s = \"{hostile}\";\n"));
        var evidence = Samples.Evidence();
        await app.GradeAsync(upload.RunId, evidence with
        {
            Behaviours = [evidence.Behaviours[0], evidence.Behaviours[1] with { CandidateSentence = hostile, Detail = hostile }],
            Findings = [evidence.Findings[0] with { Message = hostile }],
            Compile = new CompileEvidence(true, [new CompilerDiagnostic(hostile, DiagnosticSeverity.Warning, hostile, null)]),
            Flags = [hostile],
        });

        await ReleaseAsync(upload);

        foreach (var (browser, path) in new[]
        {
            (app.Open(), $"/c/{upload.Token}/submissions/1"),
            (await app.OpenAsAsync("Reviewer"), $"/review/submissions/{upload.SubmissionId}"),
        })
        {
            var html = await browser.ReadAsync(path);

            Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<script>", html, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", html, StringComparison.Ordinal);
        }
    }

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    private Task<Guid> AttemptAsync(Uploaded upload) =>
        app.Core.ReadAsync(db => db.Submissions.Where(s => s.Id == upload.SubmissionId).Select(s => s.AttemptId).SingleAsync(CancellationToken));

    /// <summary>As if a person had released it: the test's clock need not go on for it.</summary>
    private async Task ReleaseAsync(Uploaded upload) =>
        await app.Database.ExecuteAsync($"INSERT INTO feedback_releases (attempt_id, released_at, released_by) VALUES ('{await AttemptAsync(upload)}', now(), 'test')");
}
