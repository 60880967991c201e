using System.Net;
using GradeBench.Rubrics;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Candidate;

public sealed class ResultTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_candidate_reads_levels_and_behaviours_but_no_expected_value_seed_or_score()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);

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
}
