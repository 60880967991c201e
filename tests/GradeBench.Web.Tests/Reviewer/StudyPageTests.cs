using System.IO.Compression;
using System.Net;
using GradeBench.Core.Cohorts;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Reviewer;

public sealed class StudyPageTests(WebApp app) : IClassFixture<WebApp>, IAsyncLifetime
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    /// <summary>A behaviour that forty passed, one that too few failed, a criterion with a level nobody is on, and a rule that separates paths.</summary>
    public async ValueTask InitializeAsync() => await app.Database.ExecuteAsync(
        """
        INSERT INTO cohorts.released_items (rubric_version_id, population, sample, quarter, item, value, people, hired, score_sum, score_squares, rest_sum, rest_squares, products)
        SELECT a.current_rubric_version_id, 'Submissions', 'Graded', '2026-Q1', i.item, i.value, i.people, 0, i.people * i.score, i.people * i.score * i.score,
            i.people * i.rest, i.people * i.rest * i.rest + i.people, i.people * i.score * i.rest
        FROM assessments a CROSS JOIN (VALUES
            ('behaviour:order.results', 'passed', 40, 1, 6), ('behaviour:order.results', 'failed', 20, 0, 3), ('behaviour:failures.isolated', 'passed', 58, 1, 5),
            ('criterion:totals', '1', 12, 1, 3), ('criterion:totals', '6', 31, 7, 6), ('criterion:totals', '9', 17, 10, 7)) AS i (item, value, people, score, rest)
        ON CONFLICT DO NOTHING;
        INSERT INTO cohorts.released_scores (rubric_version_id, population, quarter, cohort, dimension, score, people)
        SELECT a.current_rubric_version_id, 'Submissions', '2026-Q1', c.cohort, 'overall', 5, 120
        FROM assessments a CROSS JOIN (VALUES ('Bootcamp'), ('SelfTaught'), ('CsDegree')) AS c (cohort) ON CONFLICT DO NOTHING;
        INSERT INTO cohorts.strata_steps (rubric_version_id, population, cohort, month, stepped_month, changed)
        SELECT a.current_rubric_version_id, 'Submissions', c.cohort, '2026-06', '2026-06', 0
        FROM assessments a CROSS JOIN (VALUES ('Bootcamp'), ('SelfTaught'), ('CsDegree')) AS c (cohort) ON CONFLICT DO NOTHING;
        INSERT INTO cohorts.item_strata (rubric_version_id, population, item, cohort, band, people, met, stepped_people, stepped_met)
        SELECT a.current_rubric_version_id, 'Submissions', i.item, c.cohort, b.band, 999, 0,
            CASE WHEN i.item = 'rules' THEN 63 WHEN c.cohort = 'SelfTaught' THEN 47 ELSE 13 END, 0
        FROM assessments a CROSS JOIN (VALUES ('rules'), ('rule:GB0401')) AS i (item)
        CROSS JOIN (VALUES ('Bootcamp'), ('SelfTaught'), ('CsDegree')) AS c (cohort) CROSS JOIN (VALUES (3), (6)) AS b (band)
        ON CONFLICT DO NOTHING
        """);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Health_names_items_counts_levels_and_says_what_separates()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");
        var html = WebUtility.HtmlDecode(await reviewer.ReadAsync("/review/cohorts/health?data=submissions&period=2026-Q1"));
        var csv = await reviewer.ReadAsync("/review/cohorts/health.csv?data=submissions&period=2026-Q1");

        Assert.Contains("Gives the outcomes in order", html, StringComparison.Ordinal);
        Assert.Contains("40 of 60 (67 %)", html, StringComparison.Ordinal);
        Assert.Contains("58; fewer than 5 failed", html, StringComparison.Ordinal);
        Assert.Contains("nearly everybody is at the top", html, StringComparison.Ordinal);
        Assert.Contains("What is counted together is counted right", html, StringComparison.Ordinal);
        Assert.Contains("from 1: 12, from 3: fewer than 5, from 6: 31, from 9: 17", html, StringComparison.Ordinal);
        Assert.Contains("separates; has a level that hardly anybody is on", html, StringComparison.Ordinal);
        Assert.Contains("behaviour:failures.isolated,58,1.000000,0.000000,,,,Ceiling,failed:<5 passed:58", csv, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync("/review/cohorts/health?period=2019-Q1")).StatusCode);
    }

    /// <summary>Neither the counts as they are now nor those at the last step are anywhere: 999, 63, 47, 13 and what they add up to.</summary>
    [Fact]
    public async Task Fairness_finds_a_rule_that_separates_paths_and_shows_no_count_of_a_cell()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");
        var html = WebUtility.HtmlDecode(await reviewer.ReadAsync("/review/cohorts/fairness?data=submissions"));
        var csv = await reviewer.ReadAsync("/review/cohorts/fairness.csv?data=submissions");
        using var zip = new ZipArchive(await (await reviewer.GetAsync("/review/cohorts.zip?data=submissions")).Content.ReadAsStreamAsync(CancellationToken));
        using var packed = new StreamReader(zip.GetEntry("fairness.csv")!.Open());

        Assert.Contains("GB0401</strong>: at equal ability CS degree meets it more often than Self-taught (C: large)", html, StringComparison.Ordinal);
        Assert.Contains("As of 1 June 2026: CS degree 120 people or more", html, StringComparison.Ordinal);
        Assert.Contains("rule:GB0401,CsDegree,SelfTaught,11.30", csv, StringComparison.Ordinal);
        Assert.Equal(csv, await packed.ReadToEndAsync(CancellationToken));
        var main = html[html.IndexOf("<main", StringComparison.Ordinal)..];
        Assert.DoesNotMatch(@"(?<![\d.])(999|63|126|47|94|13|26|16|32|50|100)(?![\d.])", System.Text.RegularExpressions.Regex.Replace(main, "<[^>]*>", " "));
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync("/review/cohorts/fairness?period=2026-Q1")).StatusCode);
    }

    [Fact]
    public async Task The_demos_people_are_on_every_page_and_labelled()
    {
        await app.Core.UseAsync((GeneratedPopulation population) => population.SeedAsync(CancellationToken));
        var reviewer = await app.OpenAsAsync("Reviewer");

        foreach (var (path, says) in new[] { ("hires", "Hired, of those with a value"), ("health", "separates"), ("fairness", "GB0401") })
        {
            var html = await reviewer.ReadAsync($"/review/cohorts/{path}?data=generated");
            Assert.Contains("<h2>Generated demo data</h2>", html, StringComparison.Ordinal);
            Assert.Contains(says, html, StringComparison.Ordinal);
            var csv = await reviewer.ReadAsync($"/review/cohorts/{path}.csv?data=generated");
            Assert.All(csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..], line => Assert.StartsWith("generated demo data,", line, StringComparison.Ordinal));
            Assert.Contains("generated-demo", (await reviewer.GetAsync($"/review/cohorts/{path}.csv?data=generated")).Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        }
    }
}
