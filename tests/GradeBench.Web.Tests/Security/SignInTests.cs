using System.Net;
using GradeBench.Web.Tests.Support;

namespace GradeBench.Web.Tests.Security;

public sealed class SignInTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Ten_wrong_passwords_lock_the_account_and_every_failure_reads_alike()
    {
        await app.OpenAsAsync("Reviewer");
        var answers = new HashSet<string>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await FailAsync("reviewer@example.com", "wrong"));
        }

        answers.Add(await FailAsync("reviewer@example.com", WebApp.Password));
        answers.Add(await FailAsync("nobody@example.com", "wrong"));

        Assert.Single(answers);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Signing_in_never_leads_to_another_site(string returnUrl)
    {
        await app.OpenAsAsync("Admin");

        var response = await app.Open().SubmitAsync("/sign-in", "/sign-in", ("name", "admin@example.com"), ("password", WebApp.Password), ("returnUrl", returnUrl));

        Assert.Equal("/review", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task After_signing_out_the_pages_are_closed()
    {
        var browser = await app.OpenAsAsync("Admin");

        await browser.SubmitAsync("/review", "/sign-out");

        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/review")).StatusCode);
    }

    private async Task<string> FailAsync(string name, string password)
    {
        var response = await app.Open().SubmitAsync("/sign-in", "/sign-in", ("name", name), ("password", password));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var from = html.IndexOf("error-summary", StringComparison.Ordinal);
        return html[from..html.IndexOf("</div>", from, StringComparison.Ordinal)];
    }
}
