using System.Net;
using System.Text.RegularExpressions;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Effort;
using GradeBench.Core.Cohorts.Health;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Candidate;

/// <summary>Candidates may say how long they worked; reviewers read it of five people and more, and of nobody.</summary>
public sealed class EffortTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Health = "/review/cohorts/health";

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hours_are_counted_in_steps_of_five_people_and_are_nowhere_beside_a_submission()
    {
        var shown = new List<int?>();
        Uploaded upload = null!;
        foreach (var hours in new[] { "2.5", "2,5", "2.0", "2.5", "2.5", "2.5" })
        {
            upload = await GradedAsync();
            await StateAsync(upload, hours);
            shown.Add(await PeopleAsync("2-to-3"));
        }

        Assert.Equal([null, null, null, null, 5, 5], shown);
        var reviewer = await app.OpenAsAsync("Admin");
        foreach (var page in new[] { $"/review/submissions/{upload.SubmissionId}", $"/review/submissions/{upload.SubmissionId}/report", "/review", "/review/submissions.csv", "/review/submissions.json", "/admin/audit" })
        {
            var text = await reviewer.ReadAsync(page);
            Assert.DoesNotContain("2.5", text, StringComparison.Ordinal);
            Assert.DoesNotContain("effort", text, StringComparison.OrdinalIgnoreCase);
        }

        var health = Regex.Replace(await reviewer.ReadAsync(Health), "<[^>]+>|\\s+", " ");
        Assert.Matches("2 to under 3 +5 +[0-9.]+ +\\([0-9.]+ to [0-9.]+\\)", health);
        Assert.Contains("3 to under 4 fewer than 5", Regex.Replace(health, " +", " "), StringComparison.Ordinal);
        Assert.Contains("no measurement", health, StringComparison.Ordinal);
        Assert.Contains(",2-to-3,5,", await reviewer.ReadAsync("/review/cohorts/effort.csv"), StringComparison.Ordinal);
        Assert.Contains("\"band\": \"2-to-3\"", await reviewer.ReadAsync("/review/cohorts.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_may_be_said_before_grading_changed_taken_back_and_left_out()
    {
        var upload = await app.SubmitAsync();
        await StateAsync(upload, "7");
        await app.GradeAsync(upload.RunId);
        Assert.Equal("7", await FieldAsync(upload));
        Assert.Equal(["6-and-more"], await WaitingAsync(upload));

        await StateAsync(upload, "1.5");
        Assert.Equal(["under-2"], await WaitingAsync(upload));
        await StateAsync(upload, "");

        Assert.Equal("", await FieldAsync(upload));
        Assert.Empty(await WaitingAsync(upload));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("61")]
    [InlineData("2.25")]
    [InlineData("a while")]
    [InlineData("1e3")]
    public async Task What_is_no_number_of_half_hours_is_not_kept_and_says_so(string hours)
    {
        var upload = await app.SubmitAsync();
        var page = $"/c/{upload.Token}/submissions/1";

        var response = await app.Open().SubmitAsync(page, $"{page}/effort", ("hours", hours));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("href=\"#hours\"", await response.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        Assert.Null(await app.Core.UseAsync((StatedEfforts efforts) => efforts.FindOwnAsync(upload.Token, CancellationToken)));
    }

    [Fact]
    public async Task It_is_in_the_candidates_own_data_and_goes_with_it()
    {
        var upload = await GradedAsync();
        await StateAsync(upload, "3.5");

        var archive = await app.Core.UseAsync((Core.Candidates.CandidateExport export) => export.ReadAsync(upload.Token, CancellationToken));
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(archive!));
        using var reader = new StreamReader(await zip.GetEntry("data.json")!.OpenAsync(CancellationToken));
        var data = await reader.ReadToEndAsync(CancellationToken);
        await app.Open().SubmitAsync($"/c/{upload.Token}/data", $"/c/{upload.Token}/data/erase", ("word", "erase"));

        Assert.Contains("\"statedHours\": 3.5", data, StringComparison.Ordinal);
        Assert.Equal(0, await app.Database.ReadAsync<long>($"SELECT count(*) FROM cohorts.stated_efforts e JOIN submissions s USING (attempt_id) WHERE s.id = '{upload.SubmissionId}'"));
    }

    private async Task<Uploaded> GradedAsync()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        return upload;
    }

    private async Task StateAsync(Uploaded upload, string hours)
    {
        var page = $"/c/{upload.Token}/submissions/{upload.Number}";
        Assert.Equal(HttpStatusCode.Found, (await app.Open().SubmitAsync(page, $"{page}/effort", ("hours", hours))).StatusCode);
    }

    private async Task<string> FieldAsync(Uploaded upload) =>
        Regex.Match(Regex.Match(await app.Open().ReadAsync($"/c/{upload.Token}/submissions/1"), "<input id=\"hours\"[^>]*>").Value, " value=\"([^\"]*)\"").Groups[1].Value;

    private async Task<int?> PeopleAsync(string band) =>
        (await app.Core.UseAsync((HealthReports health) => health.ReadAsync(new CohortQuestion("task-runner"), CancellationToken)))!
            .Effort.Bands.Single(b => b.Band == band).People;

    /// <summary>The bands this person is counted in.</summary>
    private async Task<string[]> WaitingAsync(Uploaded upload) => await app.Database.ReadAsync<string[]>(
        $"""
        SELECT coalesce(array_agg(item ->> 'value'), ARRAY[]::text[]) FROM cohorts.counted_people p
        JOIN attempts a ON a.candidate_id = p.candidate_id JOIN submissions s ON s.attempt_id = a.id
        CROSS JOIN LATERAL jsonb_array_elements(p.items) AS item WHERE s.id = '{upload.SubmissionId}' AND p.sample = 'Stated'
        """);
}
