using System.Net;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Health;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Reviewer;

/// <summary>Reviewers' agreement, from reviews that two people made in the application.</summary>
public sealed class AgreementTests(WebApp app) : IClassFixture<WebApp>
{
    private static string Judged => WebApp.Rubric.Criteria[0].Id;

    private static string LeftAlone => WebApp.Rubric.Criteria[1].Id;

    [Fact]
    public async Task Double_reviews_made_on_the_page_are_what_agreement_is_computed_from()
    {
        // What the first and the second gave; null leaves the machine's score.
        (int? First, int? Second)[] given = [(2, 2), (3, 3), (4, 5), (5, 5), (6, 6), (7, 7), (8, 8), (9, 7), (null, null), (null, 4), (10, 10)];
        var (first, second) = (await app.OpenAsAsync("Reviewer", "first@example.com"), await app.OpenAsAsync("Reviewer", "second@example.com"));
        foreach (var levels in given)
        {
            var upload = await app.SubmitAsync();
            await app.GradeAsync(upload.RunId);
            await ReviewAsync(first, upload, levels.First);
            await ReviewAsync(second, upload, levels.Second);
        }

        // One alone is no agreement, and a draft no review.
        var single = await app.SubmitAsync();
        await app.GradeAsync(single.RunId);
        await ReviewAsync(first, single, 1);
        var machine = (double)GradeBench.Rubrics.Scorer.Score(Samples.Evidence(), WebApp.Rubric).Criteria.Single(c => c.Id == Judged).Score;

        var agreement = (await app.Core.UseAsync((HealthReports health) => health.ReadAsync(new CohortQuestion("task-runner"), TestContext.Current.CancellationToken)))!.Agreement;

        // In steps of five uploads: the latest of the eleven waits.
        var counted = given[..10].SelectMany((levels, i) => new[] { levels.First, levels.Second }.Select(level => new GivenLevel(Id(i), Judged, level ?? machine))).ToList();
        var expected = ReviewerAgreement.Of(counted).Criteria.Single();
        Assert.Equal(10, agreement.Submissions);
        Assert.Equal((10, 7), (expected.Submissions, expected.Same));
        var actual = agreement.Criteria.Single(c => c.CriterionId == Judged);
        Assert.Equal((expected.Submissions, expected.Same, expected.Reading), (actual.Submissions, actual.Same, actual.Reading));
        Assert.Equal(expected.Alpha!.Value, actual.Alpha!.Value, 9);
        Assert.Equal((10, 10), agreement.Criteria.Where(c => c.CriterionId == LeftAlone).Select(c => (c.Submissions, c.Same)).Single());
        Assert.Equal(WebApp.Rubric.Criteria.Select(c => c.Id).Order(), agreement.Criteria.Select(c => c.CriterionId).Order());
    }

    private async Task ReviewAsync(Browser reviewer, Uploaded upload, int? level)
    {
        // Which ten are the latest depends on when the second one finished.
        app.Core.Clock.Advance(TimeSpan.FromSeconds(1));
        var page = $"/review/submissions/{upload.SubmissionId}";
        if (level is { } given)
        {
            var recorded = await reviewer.SubmitAsync(page, $"{page}/levels",
                ("criterion", Judged), ("level", given.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("reason", "As the tests and the code show."));
            Assert.Equal(HttpStatusCode.Found, recorded.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Found, (await reviewer.SubmitAsync(page, $"{page}/review/finish")).StatusCode);
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
