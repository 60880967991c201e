using GradeBench.EndToEnd.Tests.Support;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace GradeBench.EndToEnd.Tests;

/// <summary>The cohort page at 3, 7, 25 and 300 people per cohort, each in a quarter of its own: no more is said than may be.</summary>
public sealed class CohortPageTests(Product product)
{
    [Theory]
    [InlineData(320, true)]
    [InlineData(390, false)]
    [InlineData(1440, false)]
    public async Task The_page_says_as_much_as_its_numbers_bear(int width, bool dark)
    {
        await SeedAsync();
        await using var window = await product.OpenAsync(width, dark);
        var page = window.Page;
        await window.SignInAsync("reviewer");
        // One width shows the colours of a theme: that none depends on the width is what EveryPageTests sees to.
        var check = width == 390 ? AxeCheck.AllButColours : AxeCheck.Everything;

        foreach (var (people, quarter) in new[] { (3, "2025-Q1"), (7, "2025-Q2"), (25, "2025-Q3"), (300, "2025-Q4") })
        {
            await page.GotoAsync($"/review/cohorts?assessment=task-runner&period={quarter}&data=submissions");
            await Expect(page.Locator(".cohort-plot")).ToHaveCountAsync(people < 5 ? 0 : 5);
            await Expect(page.GetByText("Differences in Type discipline")).ToHaveCountAsync(people < 10 ? 0 : 1);
            await Expect(page.Locator(".verdict").GetByText("too few to say")).ToHaveCountAsync(people == 25 ? 4 : 0);
            await Expect(page.GetByText("Candidates who advance, of those")).ToHaveCountAsync(people < 10 ? 0 : 1);

            // Nobody stated no path; at three people nothing is shown at all, so neither is a place for decisions.
            await Expect(page.Locator(".cohort-counts .few")).ToHaveCountAsync(people < 5 ? 4 : 2);

            var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.True(sideways <= 0, $"With {people} people the page is {sideways} px wider than {width} px.");
            await window.PictureAsync($"cohorts-{people}-{width}-{(dark ? "dark" : "light")}");
            await window.CheckAccessibilityAsync(check);
        }

        await page.GetByText("Type discipline as a table").ClickAsync();
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Region, new() { Name = "Type discipline by learning path" })).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync(check);
        window.ExpectNoErrors();
    }

    /// <summary>Scores of that many people per stated path, differing by path, so that there is something to see.</summary>
    private async Task SeedAsync()
    {
        await using var source = NpgsqlDataSource.Create(product.Database + ";Pooling=false");
        await using var command = source.CreateCommand(
            """
            INSERT INTO cohorts.released_scores (rubric_version_id, population, quarter, cohort, dimension, score, people)
            SELECT a.current_rubric_version_id, 'Submissions', q.quarter, c.cohort, d.dimension,
                greatest(1, least(10, round((c.mean + d.shift + 1.3 * (sin(i * 12.9898 + length(d.dimension)) + cos(i * 78.233 + length(c.cohort))))::numeric, 1))), count(*)
            FROM assessments a
            CROSS JOIN (VALUES ('2025-Q1', 3), ('2025-Q2', 7), ('2025-Q3', 25), ('2025-Q4', 300)) AS q (quarter, people)
            CROSS JOIN (VALUES ('Bootcamp', 5.8), ('SelfTaught', 5.5), ('CsDegree', 6.6)) AS c (cohort, mean)
            CROSS JOIN (VALUES ('language', 0.9), ('concurrency', -0.8), ('typing', 0.2), ('resilience', 0), ('overall', 0)) AS d (dimension, shift)
            CROSS JOIN LATERAL generate_series(1, q.people) AS i
            WHERE a.id = 'task-runner'
            GROUP BY 1, 3, 4, 5, 6
            ON CONFLICT DO NOTHING;
            INSERT INTO cohorts.released_decisions (rubric_version_id, population, quarter, cohort, advanced, decided)
            SELECT a.current_rubric_version_id, 'Submissions', q.quarter, c.cohort, round(c.rate * q.people), q.people
            FROM assessments a
            CROSS JOIN (VALUES ('2025-Q1', 3), ('2025-Q2', 7), ('2025-Q3', 25), ('2025-Q4', 300)) AS q (quarter, people)
            CROSS JOIN (VALUES ('Bootcamp', 0.40), ('SelfTaught', 0.36), ('CsDegree', 0.48)) AS c (cohort, rate)
            WHERE a.id = 'task-runner'
            ON CONFLICT DO NOTHING
            """);
        await command.ExecuteNonQueryAsync();
    }
}
