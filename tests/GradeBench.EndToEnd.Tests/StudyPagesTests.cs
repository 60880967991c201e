using GradeBench.EndToEnd.Tests.Support;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace GradeBench.EndToEnd.Tests;

/// <summary>What predicts a hire, assessment health and fairness at 3, 7, 25 and 300 people: no more is said than may be.</summary>
public sealed class StudyPagesTests(Product product)
{
    [Theory]
    [InlineData(390, false)]
    [InlineData(1440, true)]
    public async Task The_pages_say_as_much_as_their_numbers_bear(int width, bool dark)
    {
        await using var window = await product.OpenAsync(width, dark);
        var page = window.Page;
        await window.SignInAsync("reviewer");

        foreach (var (people, quarter) in new[] { (3, "2025-Q1"), (7, "2025-Q2"), (25, "2025-Q3"), (300, "2025-Q4") })
        {
            await SeedAsync(people, quarter);
            await page.GotoAsync($"/review/cohorts/hires?assessment=task-runner&period={quarter}&data=submissions");
            if (people >= 5)
            {
                await Expect(page.Locator("tr", new() { HasText = "retry.kind" })).ToHaveCountAsync(3);
                await Expect(page.GetByText("hired more often")).ToHaveCountAsync(people < 30 ? 0 : 2);
                await LookAsync(window, $"hires-{people}-{width}", width);
            }
            else
            {
                // Nothing joined in that quarter, so there is no such page.
                await Expect(page.Locator("h1")).Not.ToHaveTextAsync("What predicts a hire");
                await page.GotoAsync("/review/cohorts/hires?assessment=task-runner&period=2025-Q2&data=submissions");
            }

            await page.GotoAsync($"/review/cohorts/health?assessment=task-runner&period={quarter}&data=submissions");
            if (people >= 5)
            {
                await Expect(page.GetByText("too few to say").First).ToBeVisibleAsync();
                await Expect(page.GetByText("separates", new() { Exact = true })).ToHaveCountAsync(people < 25 ? 0 : 1);
                await LookAsync(window, $"health-{people}-{width}", width);
            }

            await page.GotoAsync("/review/cohorts/fairness?assessment=task-runner&data=submissions");
            await Expect(page.Locator("td", new() { HasText = "C: large" })).ToHaveCountAsync(people < 30 ? 0 : 2);
            await LookAsync(window, $"fairness-{people}-{width}", width);
        }

        await product.GradedAsync();
        await page.GotoAsync("/review");
        await page.GotoAsync($"{await page.Locator("a.row-link").First.GetAttributeAsync("href")}/outcome");
        await LookAsync(window, $"outcome-{width}", width);
        window.ExpectNoErrors();
    }

    private static async Task LookAsync(Window window, string name, int width)
    {
        var sideways = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        Assert.True(sideways <= 0, $"{name} is {sideways} px wider than {width} px.");
        await window.PictureAsync(name);
        await window.CheckAccessibilityAsync();
    }

    /// <summary>That many people with each value, as release leaves them: nobody below five.</summary>
    private async Task SeedAsync(int people, string quarter)
    {
        await using var source = NpgsqlDataSource.Create(product.Database + ";Pooling=false");
        await using var command = source.CreateCommand(
            $"""
            INSERT INTO cohorts.released_items (rubric_version_id, population, sample, quarter, item, value, people, hired, score_sum, score_squares, rest_sum, rest_squares, products)
            SELECT a.current_rubric_version_id, 'Submissions', i.sample, '{quarter}', i.item, i.value, {people}, round({people} * i.hired), {people} * i.score, {people} * i.score * i.score,
                {people} * i.rest, {people} * i.rest * i.rest + {people}, {people} * i.score * i.rest
            FROM assessments a CROSS JOIN (VALUES
                ('Decided', 'fact:retry.kind', 'none', 0.1, 0, 0), ('Decided', 'fact:retry.kind', 'fixed', 0.25, 0, 0), ('Decided', 'fact:retry.kind', 'exponential', 0.5, 0, 0),
                ('Decided', 'behaviour:totals.exact', 'failed', 0.15, 0, 0), ('Decided', 'behaviour:totals.exact', 'passed', 0.4, 0, 0),
                ('Decided', 'combination:article', 'all', 0.45, 0, 0), ('Decided', 'combination:article', 'not-all', 0.2, 0, 0),
                ('Decided', 'outcome:weeks-to-hire', '5-8', 1, 0, 0), ('Decided', 'outcome:after-a-year', 'still-there', 1, 0, 0),
                ('Graded', 'behaviour:' || (SELECT b ->> 'id' FROM pack_versions p, jsonb_array_elements(p.behaviours) AS b WHERE p.assessment_id = 'task-runner' LIMIT 1), 'failed', 0, 0, 4),
                ('Graded', 'behaviour:' || (SELECT b ->> 'id' FROM pack_versions p, jsonb_array_elements(p.behaviours) AS b WHERE p.assessment_id = 'task-runner' LIMIT 1), 'passed', 0, 1, 6)) AS i (sample, item, value, hired, score, rest)
            WHERE a.id = 'task-runner' AND {people} >= 5
            ON CONFLICT DO NOTHING;
            INSERT INTO cohorts.released_scores (rubric_version_id, population, quarter, cohort, dimension, score, people)
            SELECT a.current_rubric_version_id, 'Submissions', '2024-Q4', c.cohort, 'overall', 5, 40
            FROM assessments a CROSS JOIN (VALUES ('Bootcamp'), ('SelfTaught'), ('CsDegree')) AS c (cohort) WHERE a.id = 'task-runner' ON CONFLICT DO NOTHING;
            INSERT INTO cohorts.strata_steps (rubric_version_id, population, cohort, month, stepped_month, changed)
            SELECT a.current_rubric_version_id, 'Submissions', c.cohort, '2026-06', '2026-06', 0
            FROM assessments a CROSS JOIN (VALUES ('Bootcamp'), ('SelfTaught'), ('CsDegree')) AS c (cohort) WHERE a.id = 'task-runner'
            ON CONFLICT (rubric_version_id, population, cohort) DO UPDATE SET stepped_month = '2026-06';
            INSERT INTO cohorts.item_strata AS stratum (rubric_version_id, population, item, cohort, band, people, met, stepped_people, stepped_met)
            SELECT a.current_rubric_version_id, 'Submissions', i.item, c.cohort, b.band, 0, 0, {people} / 2 + 1, ({people} / 2 + 1) * (CASE WHEN i.item = 'behaviour:seeded.unfair' AND c.cohort = 'SelfTaught' THEN 0.25 ELSE 0.6 END)
            FROM assessments a CROSS JOIN (VALUES ('behaviour:seeded.unfair'), ('behaviour:seeded.fair')) AS i (item)
            CROSS JOIN (VALUES ('Bootcamp'), ('SelfTaught'), ('CsDegree')) AS c (cohort) CROSS JOIN (VALUES (3), (6)) AS b (band) WHERE a.id = 'task-runner'
            ON CONFLICT (rubric_version_id, population, item, cohort, band) DO UPDATE SET stepped_people = excluded.stepped_people, stepped_met = excluded.stepped_met
            """);
        await command.ExecuteNonQueryAsync();
    }
}
