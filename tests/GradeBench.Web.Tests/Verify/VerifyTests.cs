using System.Net;
using System.Text.Json;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Tests.Verify;

public sealed class VerifyTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Anybody_can_check_a_receipt_and_learns_nothing_about_the_person_or_the_result()
    {
        var upload = await app.SubmitAsync(null, ("AdaLovelace.cs", "class Runner { }"));
        await app.GradeAsync(upload.RunId);
        var receipt = await ReceiptAsync(upload);
        var person = await app.Core.ReadAsync(db => db.Submissions.Where(s => s.Id == upload.SubmissionId)
            .Select(s => new { s.Attempt.Candidate.Name, s.Attempt.Candidate.Email }).SingleAsync(TestContext.Current.CancellationToken));

        var html = await app.Open().ReadAsync($"/verify/{receipt.GetProperty("number").GetString()}?sha256={receipt.GetProperty("sha256").GetString()}&signature={receipt.GetProperty("signature").GetString()}");

        Assert.Contains("It is the same file", html, StringComparison.Ordinal);
        Assert.Contains("The signature is ours", html, StringComparison.Ordinal);
        foreach (var secret in new[] { person.Name, person.Email, "AdaLovelace", "behaviour", "level", upload.SubmissionId.ToString(), upload.Token })
        {
            Assert.DoesNotContain(secret, html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Another_file_and_another_signature_are_told_apart()
    {
        var receipt = await ReceiptAsync(await app.SubmitAsync());
        var other = new string('a', 64);

        var html = await app.Open().ReadAsync($"/verify?receipt={receipt.GetProperty("number").GetString()}&sha256={other}&signature={other}");

        Assert.Contains("It is another file", html, StringComparison.Ordinal);
        Assert.Contains("The signature is not ours", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/verify/GB-0000-0000-0000")]
    [InlineData("/verify/<script>alert(1)<")]
    public async Task A_number_nobody_got_is_not_found_and_shown_as_text(string path)
    {
        var html = await app.Open().ReadAsync(path, HttpStatusCode.NotFound);

        Assert.Contains("There is no receipt", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_receipt_names_the_versions_the_sitting_was_started_with()
    {
        var receipt = await ReceiptAsync(await app.SubmitAsync());

        Assert.Equal(("0123456789ab", WebApp.Rubric.Version, WebApp.Rubric.ContentHash),
            (receipt.GetProperty("packVersion").GetString(), receipt.GetProperty("rubricVersion").GetString(), receipt.GetProperty("rubricSha256").GetString()));
    }

    private async Task<JsonElement> ReceiptAsync(Uploaded upload) =>
        JsonDocument.Parse(await app.Open().ReadAsync($"/c/{upload.Token}/submissions/{upload.Number}/receipt.json")).RootElement;
}
