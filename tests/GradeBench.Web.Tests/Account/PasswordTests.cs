using System.Net;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Tests.Account;

public sealed class PasswordTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Wanted = "another password of some length";

    [Fact]
    public async Task Changing_the_password_ends_every_other_session_and_keeps_this_one()
    {
        const string email = "changes@example.com";
        var (here, elsewhere) = (await app.OpenAsAsync("Reviewer", email), await app.OpenAsAsync("Reviewer", email));

        var changed = await ChangeAsync(here, WebApp.Password, Wanted, Wanted);
        app.Core.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("/account?notice=password", changed.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/review")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await elsewhere.GetAsync("/review")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Open().SubmitAsync("/sign-in", "/sign-in", ("name", email), ("password", WebApp.Password))).StatusCode);
        await app.Open().SignInAsync(email, Wanted);
        Assert.Equal(1, await app.Core.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Action == "user.password-changed" && e.Actor == email, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("not my password", Wanted, Wanted, "#current")]
    [InlineData(WebApp.Password, Wanted, "something else, as long", "#again")]
    [InlineData(WebApp.Password, "too short", "too short", "#wanted")]
    public async Task A_change_that_is_refused_says_why_and_leaves_the_password(string current, string wanted, string again, string link)
    {
        const string email = "keeps@example.com";
        var browser = await app.OpenAsAsync("Reviewer", email);

        var response = await ChangeAsync(browser, current, wanted, again);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains($"href=\"{link}\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await app.Open().SignInAsync(email, WebApp.Password);
    }

    [Fact]
    public async Task Wrong_passwords_on_the_account_page_lock_the_account_as_wrong_sign_ins_do()
    {
        const string email = "guessed@example.com";
        var browser = await app.OpenAsAsync("Reviewer", email);

        for (var i = 0; i < 10; i++) await ChangeAsync(browser, "a guess", Wanted, Wanted);
        var right = await ChangeAsync(browser, WebApp.Password, Wanted, Wanted);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Open().SubmitAsync("/sign-in", "/sign-in", ("name", email), ("password", WebApp.Password))).StatusCode);
    }

    [Fact]
    public async Task Somebody_may_change_their_account_so_often_in_a_minute_and_nobody_else_suffers()
    {
        var browser = await app.OpenAsAsync("Reviewer", "often@example.com");
        var token = await browser.FormTokenAsync("/account");
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 2 * WebApp.AccountChangesPerMinute + 1; i++)
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("passkey", "")]);
            answers.Add((await browser.Client.PostAsync("/account/passkeys/remove", form, TestContext.Current.CancellationToken)).StatusCode);
        }

        var other = await ChangeAsync(await app.OpenAsAsync("Reviewer", "seldom@example.com"), "a guess", Wanted, Wanted);

        // A minute may end in between; two cannot.
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    private static Task<HttpResponseMessage> ChangeAsync(Browser browser, string current, string wanted, string again) =>
        browser.SubmitAsync("/account", "/account/password", ("current", current), ("wanted", wanted), ("again", again));
}
