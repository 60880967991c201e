using System.Net;
using System.Text.RegularExpressions;
using GradeBench.TestKit.Database;
using GradeBench.Web.Shared.Account;
using GradeBench.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OtpNet;

namespace GradeBench.Web.Tests.Account;

public sealed partial class SecondStepTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task With_a_second_step_the_password_alone_opens_nothing_and_a_code_opens_once()
    {
        const string email = "codes@example.com";
        var (secret, _) = await SetUpAsync(app, email);
        app.Core.Clock.Advance(TimeSpan.FromSeconds(30));
        var code = Code(app, secret);

        var browser = app.Open();
        var first = await browser.SubmitAsync("/sign-in", "/sign-in", ("name", email), ("password", WebApp.Password), ("returnUrl", "/review/cohorts"));
        var closed = await browser.GetAsync("/review");
        var wrong = await browser.SubmitAsync("/sign-in/code", "/sign-in/code", ("code", "000000" == code ? "000001" : "000000"));
        var right = await browser.SubmitAsync("/sign-in/code?returnUrl=%2Freview%2Fcohorts", "/sign-in/code", ("code", code), ("returnUrl", "/review/cohorts"));
        var again = await OtherAsync(email, code);

        Assert.Equal("/sign-in/code?returnUrl=%2Freview%2Fcohorts", first.Headers.Location?.ToString());
        Assert.Contains("/sign-in", closed.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal("/review/cohorts", right.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/review")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    [Fact]
    public async Task A_recovery_code_opens_once_and_new_ones_make_the_old_worthless()
    {
        const string email = "recovers@example.com";
        var (_, codes) = await SetUpAsync(app, email);

        var first = await OtherAsync(email, codes[0]);
        var again = await OtherAsync(email, codes[0]);
        var browser = app.Open();
        await browser.SubmitAsync("/sign-in", "/sign-in", ("name", email), ("password", WebApp.Password));
        await browser.SubmitAsync("/sign-in/code", "/sign-in/code", ("code", codes[1]));
        var renewed = Codes(await ReadAsync(await browser.SubmitAsync("/account", "/account/second-step/codes", ("password", WebApp.Password))));

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Unauthorized), (first.StatusCode, again.StatusCode));
        Assert.Equal(10, renewed.Count);
        Assert.Equal(HttpStatusCode.Unauthorized, (await OtherAsync(email, codes[2])).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await OtherAsync(email, renewed[0])).StatusCode);
    }

    [Fact]
    public async Task Who_reads_the_database_reads_no_secret_and_no_recovery_code_even_where_they_were_stored_readable()
    {
        const string email = "leaked@example.com";
        const string tokens = $"FROM user_tokens t JOIN users u ON u.id = t.user_id WHERE u.email = '{email}' AND t.name IN ('AuthenticatorKey', 'RecoveryCodes')";
        var (secret, codes) = await SetUpAsync(app, email);
        var stored = await StoredAsync();
        await StoreReadableAsync(codes);
        var asBefore = await OtherAsync(email, codes[0]);
        await StoreReadableAsync(codes.Skip(1));
        await app.Services.GetServices<IHostedService>().OfType<OlderSecrets>().Single().StartAsync(TestContext.Current.CancellationToken);
        var afterwards = await StoredAsync();
        app.Core.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.All([stored, afterwards], text => Assert.All([secret, .. codes], hidden => Assert.DoesNotContain(hidden, text, StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(HttpStatusCode.Found, asBefore.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await OtherAsync(email, codes[0])).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await OtherAsync(email, codes[1])).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await OtherAsync(email, Code(app, secret))).StatusCode);

        Task StoreReadableAsync(IEnumerable<string> left) => app.Database.ExecuteAsync(
            $"""
            UPDATE user_tokens SET value = CASE name WHEN 'AuthenticatorKey' THEN '{secret}' ELSE '{string.Join(';', left)}' END
            WHERE name IN ('AuthenticatorKey', 'RecoveryCodes') AND user_id = (SELECT id FROM users WHERE email = '{email}')
            """);

        Task<string> StoredAsync() => app.Database.ReadAsync<string>($"SELECT string_agg(t.value, ' ') {tokens}");
    }

    [Fact]
    public async Task Secret_and_recovery_codes_are_shown_once_and_the_picture_is_drawn_without_a_file()
    {
        const string email = "once@example.com";
        var browser = await app.OpenAsAsync("Reviewer", email);
        await browser.SubmitAsync("/account", "/account/second-step/begin", ("password", WebApp.Password));
        var page = await browser.ReadAsync("/account/second-step");
        var secret = Secret(page);

        var on = await ReadAsync(await browser.SubmitAsync("/account/second-step", "/account/second-step", ("code", Code(app, secret))));

        Assert.Matches("<svg class=\"qr\" viewBox=\"0 0 (\\d+) \\1\"[^>]*><path d=\"M[0-9 Mhv-]+z", page);
        Assert.Equal(10, Codes(on).Count);
        Assert.Equal("/account", (await browser.GetAsync("/account/second-step")).Headers.Location?.ToString());
        Assert.DoesNotContain(Codes(on)[0], await browser.ReadAsync("/account"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/second-step/begin")]
    [InlineData("/account/passkeys/options")]
    public async Task Without_the_password_nothing_about_signing_in_is_begun(string action)
    {
        const string email = "left-open@example.com";
        var browser = await app.OpenAsAsync("Reviewer", email);

        var response = await browser.SubmitAsync("/account", action, ("password", "not my password"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("/account", (await browser.GetAsync("/account/second-step")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_passkey_is_removed_with_the_password_and_only_ones_own()
    {
        var (owner, other) = (await app.OpenAsAsync("Reviewer", "owner@example.com"), await app.OpenAsAsync("Reviewer", "other@example.com"));
        await app.Database.ExecuteAsync(
            """
            INSERT INTO user_passkeys (credential_id, user_id, data)
            SELECT '\x0102ff'::bytea, id, '{"PublicKey": "AQ==", "Name": "Generated <b>key</b>", "CreatedAt": "2026-06-01T12:00:00+00:00", "SignCount": 0, "Transports": null,
                "IsUserVerified": true, "IsBackupEligible": false, "IsBackedUp": false, "AttestationObject": "AQ==", "ClientDataJson": "AQ=="}'
            FROM users WHERE email = 'owner@example.com'
            """);
        Assert.Contains("Generated &lt;b&gt;key&lt;/b&gt;", await owner.ReadAsync("/account"), StringComparison.Ordinal);

        var without = await owner.SubmitAsync("/account", "/account/passkeys/remove", ("passkey", "AQL_"), ("password", "a guess"));
        await other.SubmitAsync("/account", "/account/passkeys/remove", ("passkey", "AQL_"), ("password", WebApp.Password));
        var still = await owner.ReadAsync("/account");
        var with = await owner.SubmitAsync("/account", "/account/passkeys/remove", ("passkey", "AQL_"), ("password", WebApp.Password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.Contains("href=\"#password-AQL_\"", await ReadAsync(without), StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;key&lt;/b&gt;", still, StringComparison.Ordinal);
        Assert.Equal("/account?notice=passkey-removed", with.Headers.Location?.ToString());
        Assert.DoesNotContain("&lt;b&gt;key&lt;/b&gt;", await owner.ReadAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_takes_the_second_step_off_for_somebody_who_lost_everything()
    {
        const string email = "lost@example.com";
        await SetUpAsync(app, email);
        var id = await app.Core.ReadAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(TestContext.Current.CancellationToken));
        var admin = await app.OpenAsAsync("Admin");

        await admin.SubmitAsync("/admin/users", $"/admin/users/{id}/second-step-off");

        await app.Open().SignInAsync(email, WebApp.Password);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/account")).StatusCode);
    }

    /// <summary>Sets it up as a person would; the secret and the recovery codes.</summary>
    internal static async Task<(string Secret, IReadOnlyList<string> Codes)> SetUpAsync(WebApp app, string email, string role = "Reviewer") =>
        await SetUpAsync(app, await app.OpenAsAsync(role, email));

    internal static async Task<(string Secret, IReadOnlyList<string> Codes)> SetUpAsync(WebApp app, Browser browser)
    {
        await browser.SubmitAsync("/account", "/account/second-step/begin", ("password", WebApp.Password));
        var secret = Secret(await browser.ReadAsync("/account/second-step"));
        var codes = Codes(await ReadAsync(await browser.SubmitAsync("/account/second-step", "/account/second-step", ("code", Code(app, secret)))));
        return (secret, codes);
    }

    internal static string Code(WebApp app, string secret) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(app.Core.Clock.GetUtcNow().UtcDateTime);

    private async Task<HttpResponseMessage> OtherAsync(string email, string code)
    {
        var other = app.Open();
        await other.SubmitAsync("/sign-in", "/sign-in", ("name", email), ("password", WebApp.Password));
        return await other.SubmitAsync("/sign-in/code", "/sign-in/code", ("code", code));
    }

    private static Task<string> ReadAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static string Secret(string html) => SecretPattern().Match(html).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);

    private static List<string> Codes(string html) => [.. CodePattern().Matches(html).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("Secret: <code>([A-Z2-7 ]+)</code>")]
    private static partial Regex SecretPattern();

    [GeneratedRegex("<li><code>([^<]+)</code></li>")]
    private static partial Regex CodePattern();
}

/// <summary>An installation that asks administrators for a second step.</summary>
public sealed class StrictApp(TestPostgres postgres) : IAsyncLifetime
{
    internal WebApp Web { get; } = new(postgres, new Dictionary<string, string> { ["SignIn:AdminsNeedSecondStep"] = "true" });

    public ValueTask InitializeAsync() => Web.InitializeAsync();

    public ValueTask DisposeAsync() => Web.DisposeAsync();
}

public sealed class SecondStepPolicyTests(StrictApp strict) : IClassFixture<StrictApp>
{
    [Fact]
    public async Task Administration_opens_to_a_session_with_a_second_step_and_stays_open_to_it()
    {
        var app = strict.Web;
        var admin = await app.OpenAsAsync("Admin");
        var closed = await admin.GetAsync("/admin");
        var (secret, _) = await SecondStepTests.SetUpAsync(app, admin);
        var opened = await admin.GetAsync("/admin");
        app.Core.Clock.Advance(TimeSpan.FromMinutes(2));
        var stillOpen = await admin.GetAsync("/admin");

        var later = app.Open();
        await later.SubmitAsync("/sign-in", "/sign-in", ("name", "admin@example.com"), ("password", WebApp.Password));
        await later.SubmitAsync("/sign-in/code", "/sign-in/code", ("code", SecondStepTests.Code(app, secret)));

        Assert.Equal("/account?notice=needed", closed.Headers.Location?.ToString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (opened.StatusCode, stillOpen.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await later.GetAsync("/admin")).StatusCode);
    }

    [Fact]
    public async Task Reviewers_review_without_one_and_are_kept_out_of_administration_as_ever()
    {
        var reviewer = await strict.Web.OpenAsAsync("Reviewer");

        Assert.Equal(HttpStatusCode.OK, (await reviewer.GetAsync("/review")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.GetAsync("/admin")).StatusCode);
    }
}
