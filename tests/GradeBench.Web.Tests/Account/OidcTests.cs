using System.Net;
using GradeBench.TestKit.Database;
using GradeBench.Web.Shared.Account;
using GradeBench.Web.Tests.Support;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GradeBench.Web.Tests.Account;

/// <summary>An installation whose organisation signs people in.</summary>
public sealed class OrganisationApp(TestPostgres postgres) : IAsyncLifetime
{
    internal OidcProvider Provider { get; private set; } = null!;

    internal WebApp Web { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Provider = await OidcProvider.StartAsync();
        Web = new(postgres, new Dictionary<string, string>
        {
            ["Oidc:Authority"] = Provider.Address.ToString(),
            ["Oidc:ClientId"] = OidcProvider.ClientId,
            ["Oidc:ClientSecret"] = OidcProvider.ClientSecret,
            ["Oidc:Name"] = "Generated Works",
            ["SignIn:AdminsNeedSecondStep"] = "true",
        }, services => services.Configure<OpenIdConnectOptions>(OidcOptions.Scheme, Unhurried));
        await Web.InitializeAsync();

        // The provider's tokens and the cookies of the way there and back end by the clock on the wall, while ours stands still.
        var now = TimeProvider.System.GetUtcNow();
        if (now > Web.Core.Clock.GetUtcNow()) Web.Core.Clock.SetUtcNow(now);
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await Provider.DisposeAsync();
    }

    /// <summary>
    /// The way there and back goes by the clock on the wall: a minute for an answer of the provider, a quarter of an hour for all of
    /// it. On a machine that is busy with other things a test may need longer, and would be told that nobody is signed in.
    /// </summary>
    private static void Unhurried(OpenIdConnectOptions options)
    {
        options.BackchannelTimeout = WebApp.Patience;
        options.RemoteAuthenticationTimeout = OidcProvider.Validity;
        options.ProtocolValidator.NonceLifetime = OidcProvider.Validity;
    }
}

public sealed class OidcTests(OrganisationApp organisation) : IClassFixture<OrganisationApp>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    private WebApp App => organisation.Web;

    [Fact]
    public async Task Somebody_new_gets_an_account_without_a_role_that_opens_nothing()
    {
        organisation.Provider.Next = new("new-person", "new.person@example.com", Verified: true);
        var browser = App.Open();
        Assert.Contains("Sign in with Generated Works", await browser.ReadAsync("/sign-in"), StringComparison.Ordinal);

        var end = await SignInAsync(browser);

        Assert.Equal("/account?notice=new", end.Headers.Location?.ToString());
        Assert.Contains("no role yet", await browser.ReadAsync("/account"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/review")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/admin")).StatusCode);
        Assert.Equal(0, await App.Core.ReadAsync(db => db.UserRoles.CountAsync(r => db.Users.Any(u => u.Id == r.UserId && u.Email == "new.person@example.com"), CancellationToken)));
    }

    [Fact]
    public async Task An_account_with_the_same_address_keeps_its_role_and_is_found_by_subject_afterwards()
    {
        await App.OpenAsAsync("Reviewer", "known@example.com");
        organisation.Provider.Next = new("known", "known@example.com", Verified: true);
        var first = await SignInAsync(App.Open());
        organisation.Provider.Next = new("known", "moved@example.com", Verified: true);
        var browser = App.Open();

        var second = await SignInAsync(browser, "/review/cohorts");

        Assert.Equal(("/review", "/review/cohorts"), (first.Headers.Location?.ToString(), second.Headers.Location?.ToString()));
        Assert.Contains("known@example.com", await browser.ReadAsync("/account"), StringComparison.Ordinal);
        Assert.False(await App.Core.ReadAsync(db => db.Users.AnyAsync(u => u.Email == "moved@example.com", CancellationToken)));
    }

    [Theory]
    [InlineData("admin@example.com", false)]
    [InlineData(null, true)]
    public async Task An_address_that_nobody_vouches_for_opens_no_account(string? email, bool verified)
    {
        await App.OpenAsAsync("Admin");
        organisation.Provider.Next = new($"stranger-{verified}", email, verified);
        var browser = App.Open();

        var end = await SignInAsync(browser);

        Assert.Equal(HttpStatusCode.Unauthorized, end.StatusCode);
        Assert.Contains("does not vouch", await end.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/review")).StatusCode);
    }

    [Fact]
    public async Task A_disabled_account_stays_closed_to_its_organisation_too()
    {
        await App.OpenAsAsync("Reviewer", "left@example.com");
        organisation.Provider.Next = new("left", "left@example.com", Verified: true);
        await SignInAsync(App.Open());
        await App.Database.ExecuteAsync("UPDATE users SET lockout_enabled = true, lockout_end = '9000-01-01' WHERE email = 'left@example.com'");

        var end = await SignInAsync(App.Open());

        Assert.Equal(HttpStatusCode.Unauthorized, end.StatusCode);
    }

    [Fact]
    public async Task A_second_step_that_the_organisation_vouches_for_opens_administration()
    {
        await App.OpenAsAsync("Admin", "boss@example.com");
        organisation.Provider.Next = new("boss", "boss@example.com", Verified: true);
        var without = App.Open();
        await SignInAsync(without);
        organisation.Provider.Next = new("boss", "boss@example.com", Verified: true, SecondStep: true);
        var with = App.Open();
        await SignInAsync(with);

        Assert.Equal(HttpStatusCode.Found, (await without.GetAsync("/admin")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await with.GetAsync("/admin")).StatusCode);
    }

    [Fact]
    public async Task An_answer_that_nobody_here_asked_for_signs_nobody_in()
    {
        var browser = App.Open();

        var response = await browser.GetAsync("/sign-in/organisation/callback?code=stolen&state=made-up");

        Assert.Equal("/sign-in/organisation/done", response.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/sign-in/organisation/done")).StatusCode);
    }

    /// <summary>Goes to the provider and back; the first answer that belongs to neither way.</summary>
    private static async Task<HttpResponseMessage> SignInAsync(Browser browser, string returnUrl = "/review")
    {
        var response = await browser.GetAsync($"/sign-in/organisation?returnUrl={Uri.EscapeDataString(returnUrl)}");
        while (response.Headers.Location is { } next && (next.IsAbsoluteUri || next.ToString().StartsWith("/sign-in/organisation", StringComparison.Ordinal)))
        {
            response = await browser.Client.GetAsync(next, CancellationToken);
        }

        return response;
    }
}
