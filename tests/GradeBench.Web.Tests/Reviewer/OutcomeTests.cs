using System.Net;
using GradeBench.Core.Decisions;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Reviewer;

public sealed class OutcomeTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task An_outcome_is_recorded_from_the_decision_on_and_shown_with_who_recorded_it()
    {
        var (reviewer, submission) = await DecidedAsync(DecisionOutcome.Advance);
        var page = $"/review/submissions/{submission}/outcome";

        Assert.Contains(page, await reviewer.ReadAsync($"/review/submissions/{submission}"), StringComparison.Ordinal);
        var response = await reviewer.SubmitAsync(page, page, ("hired", "yes"), ("weeks", "7"), ("salary", "UpperThird"), ("year", ""));
        var html = await reviewer.ReadAsync(page);

        Assert.Equal($"{page}?notice=recorded", response.Headers.Location?.ToString());
        Assert.Contains("after 7 weeks · salary in its upper third", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("reviewer@example.com", html[html.IndexOf("<h2>Recorded</h2>", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "", "", "#hired")]
    [InlineData("no", "3", "", "", "#hired")]
    [InlineData("no", "", "", "yes", "#hired")]
    [InlineData("yes", "1000", "", "", "#weeks")]
    [InlineData("yes", "-1", "", "", "#weeks")]
    [InlineData("yes", "", "7", "", "#salary")]
    public async Task What_cannot_be_is_named_and_what_was_written_stays(string hired, string weeks, string salary, string year, string link)
    {
        var (reviewer, submission) = await DecidedAsync(DecisionOutcome.Decline);
        var page = $"/review/submissions/{submission}/outcome";

        var response = await reviewer.SubmitAsync(page, page, ("hired", hired), ("weeks", weeks), ("salary", salary), ("year", year));
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains($"href=\"{link}\"", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{weeks}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2>Recorded</h2>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_offered_and_nothing_recorded_before_a_decision()
    {
        var (reviewer, submission) = await DecidedAsync(null);
        var page = $"/review/submissions/{submission}/outcome";

        Assert.DoesNotContain(page, await reviewer.ReadAsync($"/review/submissions/{submission}"), StringComparison.Ordinal);
        Assert.Contains("Nobody has decided yet", await reviewer.ReadAsync(page), StringComparison.Ordinal);
        var response = await reviewer.SubmitAsync("/review/invitations", page, ("hired", "yes"));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Fact]
    public async Task The_page_about_hires_names_a_behaviour_by_its_title_and_says_what_it_cannot_say()
    {
        await app.Database.ExecuteAsync(
            """
            INSERT INTO cohorts.released_items (rubric_version_id, population, sample, quarter, item, value, people, hired, score_sum, score_squares, rest_sum, rest_squares, products)
            SELECT a.current_rubric_version_id, 'Submissions', 'Decided', '2026-Q1', i.item, i.value, i.people, i.hired, 0, 0, 0, 0, 0
            FROM assessments a CROSS JOIN (VALUES
                ('behaviour:order.results', 'passed', 80, 40), ('behaviour:order.results', 'failed', 40, 4),
                ('fact:retry.kind', 'none', 12, 3), ('fact:retry.kind', 'fixed', 6, 2), ('outcome:weeks-to-hire', '5-8', 9, 9)) AS i (item, value, people, hired)
            ON CONFLICT DO NOTHING
            """);
        var reviewer = await app.OpenAsAsync("Reviewer");

        var html = WebUtility.HtmlDecode(await reviewer.ReadAsync("/review/cohorts/hires?data=submissions&period=2026-Q1"));
        var csv = await reviewer.ReadAsync("/review/cohorts/hires.csv?data=submissions&period=2026-Q1");
        var json = await reviewer.ReadAsync("/review/cohorts.json?data=submissions&period=2026-Q1");

        Assert.Contains("Gives the outcomes in order", html, StringComparison.Ordinal);
        Assert.Contains("40 of 80", html, StringComparison.Ordinal);
        Assert.Contains("hired more often", html, StringComparison.Ordinal);
        Assert.Contains("5–8", html, StringComparison.Ordinal);
        Assert.Contains("Too few to say: it takes 30 people with all three", html, StringComparison.Ordinal);
        Assert.Contains("behaviour:order.results,passed,40,80,4,40,5.000000,", csv, StringComparison.Ordinal);
        Assert.Contains("fact:retry.kind,none,3,12,2,6,,,,,TooFewToSay", csv, StringComparison.Ordinal);
        Assert.Contains("HiredMoreOften", json, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync("/review/cohorts/hires?period=2019-Q1")).StatusCode);
    }

    private async Task<(Browser Reviewer, Guid Submission)> DecidedAsync(DecisionOutcome? outcome)
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        if (outcome is { } made)
        {
            await app.Core.UseAsync((DecisionService decisions) => decisions.DecideAsync(
                new(upload.SubmissionId, made, WebApp.Rubric.Criteria[0].Id, "A reason of some length."), "reviewer@example.com", TestContext.Current.CancellationToken));
        }

        return (await app.OpenAsAsync("Reviewer"), upload.SubmissionId);
    }
}
