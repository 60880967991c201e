using System.IO.Compression;
using System.Net;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Tests.Candidate;

public sealed class DataTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task My_data_is_one_archive_behind_my_link()
    {
        var upload = await app.SubmitAsync();

        var response = await app.Open().GetAsync($"/c/{upload.Token}/data.zip");

        using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync(CancellationToken));
        Assert.Equal(["data.json", "uploads/1.zip"], archive.Entries.Select(e => e.FullName));
    }

    [Fact]
    public async Task Erasing_asks_for_the_word_and_then_closes_the_link()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        var browser = app.Open();
        var page = $"/c/{upload.Token}/data";

        var unsure = await browser.SubmitAsync(page, $"{page}/erase", ("word", "no"));
        var sure = await browser.SubmitAsync(page, $"{page}/erase", ("word", "Erase"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (unsure.StatusCode, sure.StatusCode));
        Assert.Contains("Your data is erased", await browser.ReadAsync($"/c/{upload.Token}", HttpStatusCode.Gone), StringComparison.Ordinal);
        Assert.Equal("Erased", await app.Core.ReadAsync(db => db.Submissions.Where(s => s.Id == upload.SubmissionId).Select(s => s.Attempt.Candidate.Name).SingleAsync(CancellationToken)));

        var reviewer = await app.OpenAsAsync("Reviewer");
        Assert.Contains("Erased", await reviewer.ReadAsync($"/review/submissions/{upload.SubmissionId}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_is_confirmed_by_mail_with_its_receipt()
    {
        var upload = await app.SubmitAsync();

        var mail = await app.MailToAsync(upload, "Receipt GB-");

        Assert.Contains("SHA-256:", mail, StringComparison.Ordinal);
        Assert.DoesNotContain(upload.Token, mail, StringComparison.Ordinal);
    }
}
