using GradeBench.Web.Tests.Support;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GradeBench.Web.Tests.Security;

public sealed class HeaderTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/does-not-exist")]
    [InlineData("/review")]
    public async Task Every_answer_forbids_inline_script_and_framing(string path)
    {
        var response = await app.Open().GetAsync(path);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Pages_are_never_kept_by_caches()
    {
        var invitation = await app.InviteAsync();

        var response = await app.Open().GetAsync($"/c/{invitation.Token}");

        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task No_page_has_an_inline_script_or_style()
    {
        var upload = await app.SubmitAsync();
        await app.GradeAsync(upload.RunId);
        var admin = await app.OpenAsAsync("Admin");

        foreach (var path in new[] { "/", $"/c/{upload.Token}", $"/c/{upload.Token}/submissions/1", "/review", "/review/cohorts", $"/review/submissions/{upload.SubmissionId}", "/admin", "/admin/audit" })
        {
            var html = await admin.ReadAsync(path);

            Assert.DoesNotContain(" style=", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<style", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Model.", html, StringComparison.Ordinal);
            Assert.DoesNotMatch("<script(?![^>]* src=)", html);
            Assert.DoesNotMatch("""\son[a-z]+=["']""", html);
        }
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        await app.OpenAsAsync("Reviewer");

        var response = await app.Open().SubmitAsync("/sign-in", "/sign-in", ("name", "reviewer@example.com"), ("password", WebApp.Password));

        var cookie = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("gradebench-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_https_is_spoken_the_cookies_are_for_https_only(bool https)
    {
        var context = new DefaultHttpContext { Request = { IsHttps = https } };
        var session = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var form = app.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value;

        Assert.Equal(https, session.Cookie.Build(context).Secure);
        Assert.Equal(https, form.Cookie.Build(context).Secure);
    }

    [Fact]
    public async Task Script_and_style_together_stay_under_a_hundred_kilobytes()
    {
        var browser = app.Open();
        var sizes = new List<int>();
        foreach (var file in new[] { "css/tokens.css", "css/base.css", "css/components.css", "css/review.css", "css/cohorts.css", "js/page.js", "js/live.js", "js/upload.js", "js/review.js" })
        {
            sizes.Add((await browser.ReadAsync("/" + file)).Length);
        }

        Assert.InRange(sizes.Sum(), 1, 100 * 1024);
    }
}
