using System.Text.Json;
using GradeBench.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GradeBench.EndToEnd.Tests;

/// <summary>Passkeys with Chromium's virtual authenticator: real ceremonies, no finger.</summary>
public sealed class PasskeyTests(Product product)
{
    [Fact]
    public async Task A_passkey_is_added_opens_the_account_alone_and_no_more_when_it_is_removed()
    {
        await using var window = await product.OpenAsync(390);
        var page = window.Page;
        await AddAuthenticatorAsync(page);

        // A passkey belongs to a name, and an address in numbers is none.
        var site = new UriBuilder(product.Address) { Host = "localhost" }.Uri;
        await page.GotoAsync(new Uri(site, "/sign-in?returnUrl=/account").ToString());
        await page.FillAsync("#name", "reviewer@example.com");
        await page.FillAsync("#password", Product.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await page.GetByLabel("What to call it").FillAsync("Generated laptop");
        await page.Locator("#passkey-password").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.Locator("[data-passkey-status]")).ToContainTextAsync("That is not your password");
        await page.Locator("#passkey-password").FillAsync(Product.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        var added = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Generated laptop" });
        await Expect(added).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
        await window.PictureAsync("account-390");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(site, "/review").ToString());

        await page.GotoAsync(new Uri(site, "/account").ToString());
        await added.Locator("summary").ClickAsync();
        await added.GetByLabel("Your password").FillAsync(Product.Password);
        await added.GetByRole(AriaRole.Button, new() { Name = "Remove Generated laptop" }).ClickAsync();
        await Expect(added).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(page.GetByText("That passkey opens no account here.")).ToBeVisibleAsync();
        window.ExpectNoErrors();
    }

    [Fact]
    public async Task The_secret_of_a_second_step_is_a_picture_on_the_page_at_any_width()
    {
        await using var window = await product.OpenAsync(320);
        await window.SignInAsync("reviewer");
        var page = window.Page;
        await page.GotoAsync("/account");
        await page.FillAsync("#begin-password", Product.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set it up" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "QR code" })).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0);
        await window.PictureAsync("second-step-320");
        window.ExpectNoErrors();
    }

    private static async Task AddAuthenticatorAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = JsonSerializer.SerializeToElement(new
            {
                protocol = "ctap2",
                transport = "internal",
                hasResidentKey = true,
                hasUserVerification = true,
                isUserVerified = true,
                automaticPresenceSimulation = true,
            }),
        });
    }
}
