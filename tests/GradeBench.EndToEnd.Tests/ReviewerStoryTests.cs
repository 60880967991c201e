using GradeBench.Core.Receipts;
using GradeBench.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GradeBench.EndToEnd.Tests;

public sealed class ReviewerStoryTests(Product product)
{
    [Fact]
    public async Task From_the_sign_in_to_the_line_that_decided_a_score()
    {
        var receipt = await UploadAsync("racy-counter");
        await using var window = await product.OpenAsync();
        var page = window.Page;
        await window.SignInAsync("reviewer");

        await page.GetByLabel("Receipt number").FillAsync(receipt);
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = receipt }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Weakest" })).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();

        await page.ListensAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("[data-keys]")).ToHaveAttributeAsync("open", "");
        await page.Keyboard.PressAsync("j");
        var here = page.Locator("tr.here");
        await Expect(here).ToBeInViewportAsync();
        await Expect(here.Locator("xpath=following-sibling::tr[1]")).ToHaveClassAsync("pin");
        await page.Keyboard.PressAsync("k");
        await Expect(here).ToBeInViewportAsync();
        window.ExpectNoErrors();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task A_decision_is_made_with_the_keyboard_alone_and_says_what_is_missing(int width)
    {
        var receipt = await UploadAsync("racy-counter");
        await using var window = await product.OpenAsync(width);
        var page = window.Page;
        await window.SignInAsync("reviewer");
        await page.GotoAsync($"/review?receipt={receipt}");
        await page.GetByRole(AriaRole.Link, new() { Name = receipt }).ClickAsync();

        await page.GetByRole(AriaRole.Radio, new() { Name = "Advance" }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        // j, k and ? are shortcuts of this page; here they are letters.
        await page.Keyboard.TypeAsync("Just kept back until its tests are read?");
        await Expect(page.GetByLabel("Reason", new() { Exact = true })).ToHaveValueAsync("Just kept back until its tests are read?");
        await window.CheckAccessibilityAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        var decision = page.GetByRole(AriaRole.Region, new() { Name = "Decision" });
        await Expect(decision.GetByText("Just kept back until its tests are read?")).ToBeVisibleAsync();
        await Expect(decision.GetByRole(AriaRole.Listitem)).ToContainTextAsync("Hold");
        var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        Assert.True(sideways <= 0, $"The page is {sideways} px wider than {width} px.");
        await window.PictureAsync($"decision-{width}");
        await window.CheckAccessibilityAsync();
        window.ExpectNoErrors();
    }

    [Fact]
    public async Task A_reviewer_makes_a_link_and_somebody_else_opens_it()
    {
        await using var reviewer = await product.OpenAsync();
        await reviewer.SignInAsync("reviewer");
        await reviewer.Page.GetByRole(AriaRole.Link, new() { Name = "Invitations" }).ClickAsync();
        await reviewer.Page.GetByLabel("Name").FillAsync("Generated Invitee");
        await reviewer.Page.GetByLabel("E-mail").FillAsync("invitee@example.com");
        await reviewer.Page.GetByRole(AriaRole.Button, new() { Name = "Make a personal link" }).ClickAsync();
        var link = await reviewer.Page.Locator(".note code").InnerTextAsync();

        await using var candidate = await product.OpenAsync();
        await candidate.Page.GotoAsync(link);

        await Expect(candidate.Page.GetByRole(AriaRole.Button, new() { Name = "Start now" })).ToBeVisibleAsync();
    }

    private async Task<string> UploadAsync(string sample)
    {
        var link = await product.InviteAsync();
        await product.UploadAsync(link, sample);
        return ReceiptCode.Of(await product.SubmissionAsync(link));
    }
}
