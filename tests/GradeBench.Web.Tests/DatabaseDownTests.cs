using System.Net;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests;

/// <summary>A class of its own, because it takes the database away.</summary>
public sealed class DatabaseDownTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Without_its_database_every_page_says_so_and_the_upload_says_that_nothing_was_stored()
    {
        var token = await app.StartAsync();
        var reviewer = await app.OpenAsAsync("Reviewer");
        var candidate = app.Open();
        var form = await candidate.FormTokenAsync($"/c/{token}");
        await app.Database.DisposeAsync();

        foreach (var (browser, path) in new[] { (candidate, $"/c/{token}"), (reviewer, "/review") })
        {
            var html = await browser.ReadAsync(path, HttpStatusCode.ServiceUnavailable);
            Assert.Contains("We cannot reach our database right now", html, StringComparison.Ordinal);
        }

        using var content = new MultipartFormDataContent { { new StringContent(form), "__RequestVerificationToken" }, { new StringContent("class C { }"), "files", "C.cs" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/c/{token}/submissions") { Content = content };
        request.Headers.Accept.ParseAdd("application/json");
        var upload = await candidate.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, upload.StatusCode);
        Assert.Contains("Nothing was stored", await upload.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await candidate.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await candidate.GetAsync("/health/live")).StatusCode);
    }
}
