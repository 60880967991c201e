using GradeBench.Core.Cohorts;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Reviewer;

public sealed class SubmissionListTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_upload_that_counts_is_listed()
    {
        var first = await app.SubmitAsync();
        var second = await app.SubmitAsync(first.Token);
        var reviewer = await app.OpenAsAsync("Reviewer");

        var html = await reviewer.ReadAsync("/review");

        Assert.Contains(second.SubmissionId.ToString(), html, StringComparison.Ordinal);
        Assert.DoesNotContain(first.SubmissionId.ToString(), html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_is_in_the_address_and_narrows_the_list()
    {
        var waiting = await app.SubmitAsync();
        var graded = await app.SubmitAsync();
        await app.GradeAsync(graded.RunId);
        var reviewer = await app.OpenAsAsync("Reviewer");

        var html = await reviewer.ReadAsync("/review?state=graded");
        var receipt = GradeBench.Web.Shared.ReceiptNumber.Of(waiting.SubmissionId);
        var one = await reviewer.ReadAsync($"/review?receipt={receipt}");

        Assert.Contains(graded.SubmissionId.ToString(), html, StringComparison.Ordinal);
        Assert.DoesNotContain(waiting.SubmissionId.ToString(), html, StringComparison.Ordinal);
        Assert.Contains(waiting.SubmissionId.ToString(), one, StringComparison.Ordinal);
        Assert.DoesNotContain(graded.SubmissionId.ToString(), one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cohort_below_five_keeps_its_numbers_to_itself_and_one_below_ten_its_deviation()
    {
        var reviewer = await app.OpenAsAsync("Reviewer");
        for (var i = 0; i < 5; i++)
        {
            Assert.DoesNotContain("95 % interval of the mean)", await reviewer.ReadAsync("/review"), StringComparison.Ordinal);

            var upload = await app.SubmitAsync();
            await app.Core.UseAsync((LearningPathDeclaration declaration) => declaration.DeclareAsync(upload.Token, LearningPath.SelfTaught, CancellationToken));
            await app.GradeAsync(upload.RunId);
        }

        var html = await reviewer.ReadAsync("/review");
        var row = Row(html, "Self-taught");
        Assert.Contains(">5<", row, StringComparison.Ordinal);
        Assert.Contains("<strong>", row, StringComparison.Ordinal);
        Assert.DoesNotContain("±", row, StringComparison.Ordinal);
        Assert.Contains("fewer than 5", Row(html, "Bootcamp"), StringComparison.Ordinal);
    }

    private static string Row(string html, string cohort)
    {
        var from = html.IndexOf($">{cohort}<", StringComparison.Ordinal);
        return System.Net.WebUtility.HtmlDecode(html[from..html.IndexOf("</tr>", from, StringComparison.Ordinal)]);
    }
}
