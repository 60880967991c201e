using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Tests.Candidate;

public sealed class UploadTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Loose_files_lead_to_a_receipt_and_a_run_for_a_worker()
    {
        var token = await app.StartAsync();
        var browser = app.Open();

        var response = await browser.UploadAsync(token, ("Runner.cs", "class Runner { }"), ("Pool.cs", "class Pool { }"));

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        var receipt = await browser.ReadAsync(response.Headers.Location!.ToString());
        Assert.Contains("Runner.cs", receipt, StringComparison.Ordinal);
        Assert.Matches("GB-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}", receipt);
        var stored = await app.Core.ReadAsync(db => db.Submissions.SingleAsync(s => s.Attempt.Invitation.Attempt!.Id == s.AttemptId && receipt.Contains(s.Sha256), CancellationToken));
        Assert.Equal(2, stored.Files.Count);
    }

    [Fact]
    public async Task A_zip_is_stored_byte_for_byte_under_the_hash_on_the_receipt()
    {
        var token = await app.StartAsync();
        var zip = Zip(("src/Runner.cs", "class Runner { }"));
        var browser = app.Open();

        var response = await browser.UploadAsync(token, [("solution.zip", zip)]);

        var receipt = await browser.ReadAsync(response.Headers.Location!.ToString());
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(zip)), receipt, StringComparison.Ordinal);
        Assert.Contains("solution.zip", receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_is_told_where_the_receipt_is()
    {
        var token = await app.StartAsync();

        var response = await app.Open().UploadAsync(token, [("Runner.cs", "class Runner { }"u8.ToArray())], json: true);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(CancellationToken));
        Assert.Equal($"/c/{token}/submissions/1", answer.RootElement.GetProperty("location").GetString());
    }

    public static TheoryData<string, string, string> Refusals => new()
    {
        { "nothing", "", "There is no file to read" },
        { "notes.txt", "hello", "source file" },
        { "Runner.cs", "class \0 { }", "Runner.cs" },
        { "solution.zip", "this is no archive", "solution.zip" },
        { "../evil.cs", "class Evil { }", "evil.cs" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_is_one_sentence_and_nothing_is_stored(string name, string text, string said)
    {
        var token = await app.StartAsync();
        (string, byte[])[] files = name == "nothing" ? [] : [(name, Encoding.UTF8.GetBytes(text))];

        var page = await app.Open().UploadAsync(token, files);
        var script = await app.Open().UploadAsync(token, files, json: true);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.StatusCode);
        var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(CancellationToken));
        Assert.Contains(said, html, StringComparison.Ordinal);
        Assert.Contains("Nothing was stored.", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, script.StatusCode);
        using var answer = JsonDocument.Parse(await script.Content.ReadAsStringAsync(CancellationToken));
        Assert.Contains(said, answer.RootElement.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        var list = await app.Open().ReadAsync($"/c/{token}");
        Assert.DoesNotContain($"/c/{token}/submissions/1\"", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_leaves_its_folder_is_refused_by_name()
    {
        var token = await app.StartAsync();

        var response = await app.Open().UploadAsync(token, [("solution.zip", Zip(("../../etc/Evil.cs", "class Evil { }")))]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("Evil.cs", await response.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_the_limit_is_refused_with_the_limit()
    {
        var token = await app.StartAsync();

        var response = await app.Open().UploadAsync(token, [("solution.zip", new byte[21 << 20])], json: true);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("20 MiB", await response.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_deadline_nothing_is_taken()
    {
        var token = await app.StartAsync();
        var browser = app.Open();
        var form = await browser.FormTokenAsync($"/c/{token}");
        app.Core.Clock.Advance(TimeSpan.FromHours(4) + TimeSpan.FromSeconds(1));

        using var content = new MultipartFormDataContent { { new StringContent(form), "__RequestVerificationToken" }, { new StringContent("class C { }"), "files", "C.cs" } };
        var response = await browser.Client.PostAsync($"/c/{token}/submissions", content, CancellationToken);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("too late", await response.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_start_there_is_neither_a_starter_nor_an_upload()
    {
        var invitation = await app.InviteAsync();

        var starter = await app.Open().GetAsync($"/c/{invitation.Token}/starter.zip");
        var upload = await app.Open().UploadAsync(invitation.Token, ("Runner.cs", "class Runner { }"));

        Assert.Equal(HttpStatusCode.NotFound, starter.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, upload.StatusCode);
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }
}
