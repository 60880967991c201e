using System.Net;
using GradeBench.Rubrics;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Reviewer;

public sealed class ScorecardTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_finding_stands_under_its_line_and_the_criteria_lead_there()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        var reviewer = await app.OpenAsAsync("Reviewer");

        var html = WebUtility.HtmlDecode(await reviewer.ReadAsync($"/review/submissions/{upload.SubmissionId}"));

        var line = html.IndexOf("id=\"L2\"", StringComparison.Ordinal);
        var finding = html.IndexOf("The field '_total' is changed without protection.", line, StringComparison.Ordinal);
        Assert.InRange(finding, line, html.IndexOf("id=\"L3\"", StringComparison.Ordinal));
        Assert.Contains($"/review/submissions/{upload.SubmissionId}?file=Runner.cs#L2", html, StringComparison.Ordinal);
        Assert.Contains(Samples.SecretDetail, html, StringComparison.Ordinal);
        Assert.Contains("4711", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reviewers_learn_neither_name_nor_address_nor_path()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        var reviewer = await app.OpenAsAsync("Reviewer");

        foreach (var path in new[] { "/review", $"/review/submissions/{upload.SubmissionId}" })
        {
            var html = await reviewer.ReadAsync(path);

            Assert.DoesNotContain("Generated Person", html, StringComparison.Ordinal);
            Assert.DoesNotContain("@example.com<", html.Replace("reviewer@example.com<", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_line_of_a_megabyte_and_a_hundred_thousand_lines_make_a_page_one_can_open()
    {
        var upload = await app.SubmitAsync(null, ("Long.cs", $"// {new string('x', 900_000)}"), ("Tall.cs", string.Concat(Enumerable.Repeat("//\n", 100_000))));
        var reviewer = await app.OpenAsAsync("Reviewer");

        var wide = await reviewer.ReadAsync($"/review/submissions/{upload.SubmissionId}?file=Long.cs");
        var tall = await reviewer.ReadAsync($"/review/submissions/{upload.SubmissionId}?file=Tall.cs&part=2");

        Assert.Contains("899,603 more characters", wide, StringComparison.Ordinal);
        Assert.InRange(wide.Length, 1, 100_000);
        Assert.Contains("id=\"L1501\"", tall, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"L1500\"", tall, StringComparison.Ordinal);
        Assert.InRange(tall.Length, 1, 1_000_000);
    }

    [Theory]
    [InlineData("?file=Missing.cs")]
    [InlineData("?file=Runner.cs&part=2")]
    [InlineData("?file=Runner.cs&part=-1")]
    public async Task A_file_or_part_that_is_not_there_is_a_page_that_does_not_exist(string query)
    {
        var upload = await app.SubmitAsync();
        var reviewer = await app.OpenAsAsync("Reviewer");

        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync($"/review/submissions/{upload.SubmissionId}{query}")).StatusCode);
    }

    [Fact]
    public async Task What_does_not_compile_shows_why_and_the_gate_that_caps_it()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId, Samples.NotCompiled());
        var reviewer = await app.OpenAsAsync("Reviewer");

        var html = WebUtility.HtmlDecode(await reviewer.ReadAsync($"/review/submissions/{upload.SubmissionId}"));

        Assert.Contains("CS0535", html, StringComparison.Ordinal);
        Assert.Contains("caps", html, StringComparison.Ordinal);
        Assert.Contains(">1.0<", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_may_name_lines_and_files_that_are_not_there()
    {
        var upload = await app.SubmitAsync();
        var evidence = Samples.Evidence();
        await app.GradeAsync(upload.RunId, evidence with { Findings = [evidence.Findings[0] with { Location = new CodeSpan("contract/ITaskRunner.cs", 900_000, 1, 900_001, 1) }] });
        var reviewer = await app.OpenAsAsync("Reviewer");

        var html = await reviewer.ReadAsync($"/review/submissions/{upload.SubmissionId}");

        Assert.Contains("ITaskRunner.cs:900000", html, StringComparison.Ordinal);
    }
}
