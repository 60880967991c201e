using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using GradeBench.Core.Cohorts;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Reviewer;

public sealed class CohortPageTests(WebApp app) : IClassFixture<WebApp>, IAsyncLifetime
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    /// <summary>Bootcamp 40, self-taught 7, CS degree 32 in the first quarter; 3 bootcamp people in the second.</summary>
    public async ValueTask InitializeAsync() => await app.Database.ExecuteAsync(
        """
        INSERT INTO cohorts.released_scores (rubric_version_id, population, quarter, cohort, dimension, score, people)
        SELECT a.current_rubric_version_id, 'Submissions', c.quarter, c.cohort, d.dimension, 4 + (i * c.step % 50) / 10.0, count(*)
        FROM assessments a
        CROSS JOIN (VALUES ('2026-Q1', 'Bootcamp', 40, 3), ('2026-Q1', 'SelfTaught', 7, 5), ('2026-Q1', 'CsDegree', 32, 7), ('2026-Q2', 'Bootcamp', 3, 11))
            AS c (quarter, cohort, people, step)
        CROSS JOIN (VALUES ('language'), ('concurrency'), ('typing'), ('resilience'), ('overall')) AS d (dimension)
        CROSS JOIN LATERAL generate_series(1, c.people) AS i
        GROUP BY 1, 3, 4, 5, 6
        ON CONFLICT DO NOTHING;
        INSERT INTO cohorts.released_decisions (rubric_version_id, population, quarter, cohort, advanced, decided)
        SELECT a.current_rubric_version_id, 'Submissions', '2026-Q1', c.cohort, c.advanced, c.decided
        FROM assessments a CROSS JOIN (VALUES ('Bootcamp', 10, 36), ('SelfTaught', 3, 4), ('CsDegree', 15, 30), ('NotStated', 5, 6)) AS c (cohort, advanced, decided)
        ON CONFLICT DO NOTHING
        """);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_page_shows_counts_plots_with_text_and_the_reference_as_published()
    {
        var html = WebUtility.HtmlDecode(await (await app.OpenAsAsync("Reviewer")).ReadAsync("/review/cohorts?period=2026-Q1"));

        Assert.Contains("<strong>40</strong>", html, StringComparison.Ordinal);
        Assert.Contains("Bootcamp, Core language: 40 people, scores from", html, StringComparison.Ordinal);
        Assert.Contains("published, not measured here: 7.2 ± 0.8.", html, StringComparison.Ordinal);
        Assert.Contains("Differences in Type discipline", html, StringComparison.Ordinal);
        Assert.Contains("is a false alarm in", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2>Generated demo data</h2>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_small_quarter_is_hidden_on_the_page_and_in_both_files()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");

        foreach (var path in new[] { "/review/cohorts", "/review/cohorts.csv", "/review/cohorts.json" })
        {
            var text = await reviewer.ReadAsync($"{path}?period=2026-Q2");
            // What three people would give away: a mean, a score with its count, a mark on a plot.
            Assert.DoesNotMatch("""class="strip"|lane-numbers|\d\.\d:\d|"mean": \d+\.\d+,\s+"meanInterval"|"people": \d""", text);
        }
    }

    /// <summary>Four decisions on self-taught people are hidden, and those who stated no path with them; nothing tells which was the reason.</summary>
    [Fact]
    public async Task Rates_of_decisions_stand_beside_their_counts_and_small_cells_are_hidden_everywhere()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");
        var html = WebUtility.HtmlDecode(await reviewer.ReadAsync("/review/cohorts?period=2026-Q1"));
        var csv = await reviewer.ReadAsync("/review/cohorts.csv?period=2026-Q1");
        using var json = JsonDocument.Parse(await reviewer.ReadAsync("/review/cohorts.json?period=2026-Q1"));

        Assert.Contains("Candidates who advance, of those who advance or were declined", html, StringComparison.Ordinal);
        Assert.Contains("10 of 36", html, StringComparison.Ordinal);
        Assert.Contains("Bootcamp,decisions,36,,,,,advanced:10 declined:26", csv, StringComparison.Ordinal);
        Assert.Contains("SelfTaught,decisions,fewer than 5,,,,,\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("NotStated,decisions,fewer than 5,,,,,\r\n", csv, StringComparison.Ordinal);
        var hidden = json.RootElement.GetProperty("report").GetProperty("decisions").GetProperty("cohorts").EnumerateArray()
            .Where(c => c.GetProperty("advanced").ValueKind == JsonValueKind.Null).Select(c => c.GetProperty("cohort").GetString());
        Assert.Equal(["SelfTaught", "NotStated"], hidden);
    }

    [Fact]
    public async Task Page_csv_and_json_say_the_same()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");
        var html = await reviewer.ReadAsync("/review/cohorts?period=2026-Q1");
        var lines = (await reviewer.ReadAsync("/review/cohorts.csv?period=2026-Q1")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        using var json = JsonDocument.Parse(await reviewer.ReadAsync("/review/cohorts.json?period=2026-Q1"));

        var figures = json.RootElement.GetProperty("report").GetProperty("dimensions").EnumerateArray()
            .Single(d => d.GetProperty("dimension").GetString() == "typing").GetProperty("cohorts").EnumerateArray()
            .Single(c => c.GetProperty("cohort").GetString() == "SelfTaught");
        var cells = lines.Single(l => l.Contains(",SelfTaught,typing,", StringComparison.Ordinal)).Split(',');
        var mean = figures.GetProperty("mean").GetDouble();

        Assert.Equal("7", cells[7]);
        Assert.Equal(mean, double.Parse(cells[8], System.Globalization.CultureInfo.InvariantCulture), 6);
        Assert.Equal("", cells[11]);
        Assert.Equal(JsonValueKind.Null, figures.GetProperty("standardDeviation").ValueKind);
        Assert.Contains(GradeBench.Web.Shared.Shown.Two(mean), html, StringComparison.Ordinal);
        Assert.Contains("fewer than 5", lines.Single(l => l.Contains(",NotStated,,", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("period=2019-Q1")]
    [InlineData("assessment=nothing")]
    [InlineData("rubric=00000000-0000-0000-0000-000000000001")]
    [InlineData("rubric=x")]
    [InlineData("data=everything")]
    public async Task A_sample_that_does_not_exist_is_not_found(string query)
    {
        var reviewer = await app.OpenAsAsync("Reviewer");

        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync($"/review/cohorts?{query}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync($"/review/cohorts.json?{query}")).StatusCode);
    }

    [Fact]
    public async Task Generated_people_are_labelled_everywhere_and_never_added_to_real_ones()
    {
        var people = await app.Core.UseAsync((GeneratedPopulation population) => population.SeedAsync(CancellationToken));
        var reviewer = await app.OpenAsAsync("Reviewer");

        var generated = await reviewer.ReadAsync("/review/cohorts?data=generated");
        var real = await reviewer.ReadAsync("/review/cohorts?period=2026-Q1&data=submissions");
        var chosen = await reviewer.ReadAsync("/review/cohorts");

        Assert.Contains("<h2>Generated demo data</h2>", generated, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2>Generated demo data</h2>", real, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2>Generated demo data</h2>", chosen, StringComparison.Ordinal);
        Assert.Equal(people, Counts(generated).Sum());
        Assert.Equal([40, 7, 32], Counts(real));
        var csv = await reviewer.ReadAsync("/review/cohorts.csv?data=generated");
        Assert.All(csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..], line => Assert.StartsWith("generated demo data,", line, StringComparison.Ordinal));
        Assert.Contains("generated-demo", (await reviewer.GetAsync("/review/cohorts.csv?data=generated")).Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
    }

    private static int[] Counts(string html) =>
    [
        .. Regex.Matches(html[html.IndexOf("cohort-counts", StringComparison.Ordinal)..html.IndexOf("</ul>", html.IndexOf("cohort-counts", StringComparison.Ordinal), StringComparison.Ordinal)], "<strong>([0-9]+)</strong>")
            .Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)),
    ];
}
