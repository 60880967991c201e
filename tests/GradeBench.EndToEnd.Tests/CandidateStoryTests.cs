using System.Text.RegularExpressions;
using GradeBench.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GradeBench.EndToEnd.Tests;

public sealed partial class CandidateStoryTests(Product product)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Grading = new() { Timeout = 240_000 };

    [Fact]
    public async Task From_the_personal_link_to_the_result()
    {
        await using var window = await product.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(await product.InviteAsync());
        await window.CheckAccessibilityAsync();

        await page.GetByLabel("Self-taught").CheckAsync();
        await page.GetByLabel("I have read how my data is used").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start now" }).ClickAsync();
        await Expect(page.Locator("[data-left]")).ToHaveTextAsync(TimeLeft());
        await window.CheckAccessibilityAsync();
        var starter = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Download the starter").ClickAsync());
        Assert.EndsWith(".zip", starter.SuggestedFilename, StringComparison.Ordinal);

        await page.SetInputFilesAsync("#files", Product.Sample("exemplary"));
        await Expect(page.Locator("[data-upload-status]")).ToContainTextAsync("ready to upload");
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and grade" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/submissions/1$"));
        await Expect(page.GetByText("GB-", new() { Exact = false }).First).ToBeVisibleAsync();
        await Expect(page.Locator("time[data-local] + span").First).ToContainTextAsync("Europe/Berlin");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Graded", Exact = true })).ToBeVisibleAsync(Grading);
        await Expect(page.GetByText("of 37 behaviours were seen")).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
        window.ExpectNoErrors();
    }

    [Fact]
    public async Task Files_can_be_dropped_and_a_wrong_one_is_named_before_anything_is_sent()
    {
        await using var window = await product.OpenAsync();
        var page = window.Page;
        await StartAsync(page);

        await DropAsync(page, ("Runner.cs", "class Runner { }"), ("notes.docx", "notes"));
        await Expect(page.Locator(".file-list .refused")).ToContainTextAsync("notes.docx");
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and grade" }).ClickAsync();
        await Expect(page.Locator("[data-upload-problem]")).ToBeFocusedAsync();
        await window.CheckAccessibilityAsync();

        await DropAsync(page, ("Runner.cs", "class Runner { }"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and grade" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/submissions/1$"));
        await Expect(page.GetByText("Your solution does not compile")).ToBeVisibleAsync(Grading);
        window.ExpectNoErrors();
    }

    [Fact]
    public async Task A_refusal_of_the_server_keeps_the_files_and_says_what_to_do()
    {
        await using var window = await product.OpenAsync();
        var page = window.Page;
        await StartAsync(page);

        await page.SetInputFilesAsync("#files", new FilePayload { Name = "solution.zip", MimeType = "application/zip", Buffer = "no zip at all"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and grade" }).ClickAsync();

        await Expect(page.Locator("[data-upload-problem]")).ToContainTextAsync("solution.zip");
        await Expect(page.Locator("[data-upload-problem]")).ToBeFocusedAsync();
        Assert.Equal(1, await page.EvalOnSelectorAsync<int>("#files", "f => f.files.length"));
    }

    [Fact]
    public async Task Everything_works_with_the_keyboard_alone()
    {
        await using var window = await product.OpenAsync();
        var page = window.Page;
        // Listened to from the start: what asks Chromium to hand the chooser over travels apart from the keys, so asked for
        // in the moment of the key it may come too late.
        var opened = new TaskCompletionSource<IFileChooser>(TaskCreationOptions.RunContinuationsAsynchronously);
        page.FileChooser += (_, chooser) => opened.TrySetResult(chooser);
        await page.GotoAsync(await product.InviteAsync());

        await TabToAsync(page, "#notice");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "button", "Start now");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#files");
        await TabToAsync(page, "input[type=file]");
        await page.Keyboard.PressAsync("Enter");
        var chooser = await opened.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await chooser.SetFilesAsync(Product.Sample("exemplary"));
        await TabToAsync(page, "button", "Upload and grade");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Regex("/submissions/1$"));
    }

    [Fact]
    public async Task Everything_works_without_script()
    {
        await using var window = await product.OpenAsync(script: false);
        var page = window.Page;
        await StartAsync(page);

        await page.SetInputFilesAsync("#files", Product.Sample("exemplary"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and grade" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/submissions/1$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Graded", Exact = true })).ToBeVisibleAsync(Grading);
    }

    [GeneratedRegex("^(3 h 5\\d min|4 h 0 min) left$")]
    private static partial Regex TimeLeft();

    private static async Task TabToAsync(IPage page, string selector, string text = "")
    {
        for (var presses = 0; presses < 80; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("([selector, text]) => document.activeElement.matches(selector) && document.activeElement.textContent.includes(text)", new[] { selector, text })) return;
        }

        Assert.Fail($"{selector} “{text}” cannot be reached with the Tab key.");
    }

    private static async Task DropAsync(IPage page, params (string Name, string Text)[] files)
    {
        var transfer = await page.EvaluateHandleAsync(
            "files => { const t = new DataTransfer(); for (const f of files) t.items.add(new File([f.text], f.name)); return t; }",
            files.Select(f => new { name = f.Name, text = f.Text }).ToArray());
        await page.DispatchEventAsync("[data-drop-zone]", "drop", new { dataTransfer = transfer });
    }

    private async Task StartAsync(IPage page)
    {
        await page.GotoAsync(await product.InviteAsync());
        await page.GetByLabel("I have read how my data is used").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start now" }).ClickAsync();
        await page.WaitForSelectorAsync("#files");
    }
}
