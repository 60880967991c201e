using GradeBench.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace GradeBench.EndToEnd.Tests;

/// <summary>A page renews itself while its submission is graded again. What somebody is writing into it stays where it is.</summary>
public sealed class RenewedPageTests(Product product)
{
    // A second run like the first, under a lease that nobody else can take: it ends when the test says so.
    private const string Begin = """
        WITH graded AS (SELECT r.* FROM runs r JOIN submissions s ON s.id = r.submission_id JOIN attempts a ON a.id = s.attempt_id
          JOIN invitations i ON i.id = a.invitation_id WHERE i.token_hash = sha256($1::bytea) ORDER BY r.number DESC LIMIT 1)
        INSERT INTO runs SELECT (jsonb_populate_record(NULL::runs, to_jsonb(g) || jsonb_build_object('id', gen_random_uuid(), 'number', g.number + 1,
          'state', 'Running', 'finished_at', null, 'leased_until', now() + interval '1 day'))).* FROM graded g
        RETURNING submission_id
        """;

    [Fact]
    public async Task A_level_half_written_stays_with_its_criterion_while_the_page_is_renewed()
    {
        await using var source = NpgsqlDataSource.Create(product.Database);
        var submission = await BeginAsync(source, await product.GradedAsync());
        await using var window = await product.OpenAsync();
        var page = window.Page;
        await window.SignInAsync("reviewer");
        await page.GotoAsync($"/review/submissions/{submission}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Being graded again" })).ToBeVisibleAsync();

        var criteria = page.Locator("section.criterion");
        await criteria.Nth(1).FocusAsync();
        await page.Keyboard.PressAsync("7");
        await page.Keyboard.TypeAsync("Half of a reas");
        await page.EvaluateAsync("document.querySelector('[data-live]').dataset.old = 'yes'");
        await EndAsync(source, submission);
        await Expect(page.Locator("[data-live][data-old]")).ToHaveCountAsync(0);
        await page.Keyboard.TypeAsync("on, and the rest.");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Being graded again" })).ToHaveCountAsync(0);
        await Expect(criteria.Nth(1).GetByRole(AriaRole.Radio, new() { Name = "7" })).ToBeCheckedAsync();
        await Expect(criteria.Nth(1).Locator("textarea")).ToHaveValueAsync("Half of a reason, and the rest.");
        await Expect(page.Locator("section.criterion [data-own-level][open]")).ToHaveCountAsync(1);
        await criteria.Nth(2).FocusAsync();
        await page.Keyboard.PressAsync("3");
        await Expect(criteria.Nth(2).GetByRole(AriaRole.Radio, new() { Name = "3" })).ToBeCheckedAsync();
        window.ExpectNoErrors();
    }

    private static async Task<Guid> BeginAsync(NpgsqlDataSource source, string link)
    {
        await using var command = source.CreateCommand(Begin);
        command.Parameters.AddWithValue(System.Text.Encoding.UTF8.GetBytes(link["/c/".Length..]));
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    private static async Task EndAsync(NpgsqlDataSource source, Guid submission)
    {
        await using var batch = source.CreateBatch();
        foreach (var text in new[]
        {
            """
            INSERT INTO run_results SELECT now_.id, before.evidence, before.scorecard FROM runs now_
            JOIN runs graded ON graded.submission_id = now_.submission_id AND graded.number = now_.number - 1
            JOIN run_results before ON before.run_id = graded.id WHERE now_.submission_id = $1 AND now_.finished_at IS NULL
            """,
            "UPDATE runs SET state = 'Graded', finished_at = now() WHERE submission_id = $1 AND finished_at IS NULL",
            "SELECT pg_notify('gradebench_runs', $1::text)",
        })
        {
            var command = batch.CreateBatchCommand();
            (command.CommandText, _) = (text, command.Parameters.AddWithValue(submission));
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync();
    }
}
