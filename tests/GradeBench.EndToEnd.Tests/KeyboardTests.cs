using System.Text.RegularExpressions;
using GradeBench.Core.Receipts;
using GradeBench.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GradeBench.EndToEnd.Tests;

/// <summary>Without a mouse, in a small window and magnified to twice the size: all of it can be done, and one sees where one is.</summary>
public sealed class KeyboardTests(Product product)
{
    [Fact]
    public async Task A_candidate_starts_uploads_and_reads_the_result()
    {
        await using var window = await product.OpenMagnifiedAsync();
        var page = window.Page;
        // Listened to from the start: what asks Chromium to hand the chooser over travels apart from the keys, so asked for
        // in the moment of the key it may come too late.
        var opened = new TaskCompletionSource<IFileChooser>(TaskCreationOptions.RunContinuationsAsynchronously);
        page.FileChooser += (_, chooser) => opened.TrySetResult(chooser);
        await page.GotoAsync(await product.InviteAsync());
        await KeyboardWalk.AroundAsync(page);

        await KeyboardWalk.ToAsync(page, "#notice");
        await page.Keyboard.PressAsync("Space");
        await KeyboardWalk.ToAsync(page, "button", "Start now");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#files");
        await KeyboardWalk.AroundAsync(page);
        await KeyboardWalk.ToAsync(page, "input[type=file]");
        await page.Keyboard.PressAsync("Enter");
        var chooser = await opened.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await chooser.SetFilesAsync(Product.Sample("exemplary"));
        await KeyboardWalk.ToAsync(page, "button", "Upload and grade");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Regex("/submissions/1$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Graded", Exact = true })).ToBeVisibleAsync(new() { Timeout = 240_000 });
        await KeyboardWalk.AroundAsync(page);
        window.ExpectNoErrors();
    }

    [Fact]
    public async Task A_reviewer_finds_a_submission_gives_a_level_and_finishes()
    {
        var link = await product.InviteAsync();
        await product.UploadAsync(link, "racy-counter");
        var receipt = ReceiptCode.Of(await product.SubmissionAsync(link));
        await using var window = await product.OpenMagnifiedAsync();
        var page = window.Page;
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString($"/review?receipt={receipt}")}");
        await KeyboardWalk.ToAsync(page, "#name");
        await page.Keyboard.TypeAsync("reviewer@example.com");
        await KeyboardWalk.ToAsync(page, "#password");
        await page.Keyboard.TypeAsync(Product.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = receipt })).ToBeVisibleAsync();
        await KeyboardWalk.AroundAsync(page);

        await KeyboardWalk.ToAsync(page, "a", receipt);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Weakest" })).ToBeVisibleAsync();
        await KeyboardWalk.AroundAsync(page);
        await KeyboardWalk.ToAsync(page, "summary", "Give another level");
        await page.Keyboard.PressAsync("Enter");
        await KeyboardWalk.ToAsync(page, "input[name=level]");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("The code shows the fault on every path.");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Your level: 2")).ToBeVisibleAsync();
        await KeyboardWalk.ToAsync(page, "button", "Finish my review");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("You finished yours")).ToBeVisibleAsync();
        window.ExpectNoErrors();
    }
}
