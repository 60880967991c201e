using System.Text.Json;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Reviewer;

public sealed class ExportTests(WebApp app) : IClassFixture<WebApp>
{
    /// <summary>More than a file held once, and no whole number of pages.</summary>
    private const int Rows = 20_500;

    [Fact]
    public async Task Every_row_of_a_view_is_in_its_files_once_however_many_there_are()
    {
        await app.Database.ExecuteAsync($$"""
            SET session_replication_role = replica;
            INSERT INTO review_queue (attempt_id, submission_id, assessment_id, number, received_at, state, overall, dimensions, reviewers, finished_by, disagreements)
            SELECT gen_random_uuid(), gen_random_uuid(), 'task-runner', 1, now(), CASE WHEN i % 2 = 0 THEN 'Graded' ELSE 'Queued' END, CASE WHEN i % 2 = 0 THEN 7.5 END,
                '{"language": 7.5}', '{}', '{}', 0 FROM generate_series(1, {{Rows}}) AS i
            """);
        var reviewer = await app.OpenAsAsync("Reviewer");

        var all = (await reviewer.ReadAsync("/review/submissions.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var graded = JsonDocument.Parse(await reviewer.ReadAsync("/review/submissions.json?state=graded")).RootElement.GetProperty("submissions");

        Assert.Equal(Rows + 1, all.Length);
        Assert.Equal(Rows + 1, all.Distinct().Count());
        Assert.StartsWith("receipt,assessment,received,upload,state,overall,", all[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Equal(Rows / 2, graded.EnumerateArray().Select(row => row.GetProperty("receipt").GetString()).Distinct().Count());
        Assert.All(graded.EnumerateArray().Take(10), row => Assert.Equal(7.5m, row.GetProperty("overall").GetDecimal()));
    }
}
