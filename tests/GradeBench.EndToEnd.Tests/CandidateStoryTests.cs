using System.Text.RegularExpressions;
using GradeBench.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GradeBench.EndToEnd.Tests;

public sealed partial class CandidateStoryTests(Product product)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Grading = new() { Timeout = 240_000 };

    [Fact]
    public async Task From_the_personal_link_to_the_feedback_and_to_nothing_left()
    {
        await using var window = await product.OpenAsync();
        var page = window.Page;
        var link = await product.InviteAsync();
        await page.GotoAsync(link);
        await window.CheckAccessibilityAsync();

        await AskForTimeAsync(window, link);
        await TryTheWarmUpAsync(window);

        await page.GotoAsync(link);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start now" }).ClickAsync();
        await Expect(page.Locator("[data-error-summary]")).ToBeFocusedAsync();
        await window.CheckAccessibilityAsync();
        await page.GetByLabel("I have read how my data is used").CheckAsync();
        await page.GetByLabel("Self-taught").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start now" }).ClickAsync();
        await Expect(page.Locator("[data-left]")).ToHaveTextAsync(TimeLeft());
        await Expect(page.Locator(".clock time + span")).ToContainTextAsync("Europe/Berlin");
        await window.CheckAccessibilityAsync();
        var starter = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Download the starter").ClickAsync());
        Assert.EndsWith(".zip", starter.SuggestedFilename, StringComparison.Ordinal);

        await page.SetInputFilesAsync("#files", Product.Sample("swallows-errors"));
        await Expect(page.Locator("[data-upload-status]")).ToContainTextAsync("ready to upload");
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and grade" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/submissions/1$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Graded", Exact = true })).ToBeVisibleAsync(Grading);
        await Expect(page.GetByText("of 4 example behaviours were seen")).ToBeVisibleAsync();
        await Expect(page.GetByText("Feedback on each criterion comes here by")).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();

        await CheckTheReceiptAsync(window, link);
        await ReadTheFeedbackAsync(window, link);
        await EraseAsync(window, link);
        window.ExpectNoErrors();
    }

    [Fact]
    public async Task Files_can_be_dropped_and_a_wrong_one_is_named_before_anything_is_sent()
    {
        await using var window = await product.OpenAsync();
        var page = window.Page;
        await StartAsync(page);
        await page.ListensAsync();

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
        await page.ListensAsync();

        await page.SetInputFilesAsync("#files", new FilePayload { Name = "solution.zip", MimeType = "application/zip", Buffer = "no zip at all"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and grade" }).ClickAsync();

        await Expect(page.Locator("[data-upload-problem]")).ToContainTextAsync("solution.zip");
        await Expect(page.Locator("[data-upload-problem]")).ToBeFocusedAsync();
        Assert.Equal(1, await page.EvalOnSelectorAsync<int>("#files", "f => f.files.length"));
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

    private async Task AskForTimeAsync(Window window, string link)
    {
        var page = window.Page;
        await page.GetByText("Ask for more time or another adjustment").ClickAsync();
        await page.GetByLabel("A quarter more time").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the request" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your request waits for its answer" })).ToBeVisibleAsync();

        await using var office = await product.OpenAsync();
        await office.SignInAsync("admin");
        await office.Page.GotoAsync("/admin/adjustments");
        await office.CheckAccessibilityAsync();
        await office.PictureAsync("story-adjustments-1440");
        await office.Page.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();
        await Expect(office.Page.GetByText("Nobody waits for an answer")).ToBeVisibleAsync();
        office.ExpectNoErrors();

        await page.GotoAsync(link);
        await Expect(page.GetByText("You have 25 % more time.")).ToBeVisibleAsync();
        await Expect(page.Locator("dl strong").First).ToHaveTextAsync("5 hours");
    }

    private static async Task TryTheWarmUpAsync(Window window)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Try an upload" }).ClickAsync();
        await window.CheckAccessibilityAsync();
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Download Solution.cs").ClickAsync());
        var solution = (await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken)).Replace(
            "options.MinimumLength - options.MinimumLength",
            "text.Split(' ', System.StringSplitOptions.RemoveEmptyEntries).Count(word => word.Length >= options.MinimumLength)",
            StringComparison.Ordinal);
        await page.SetInputFilesAsync("#files", new FilePayload { Name = "Solution.cs", MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes("using System.Linq;\n" + solution) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();
        await Expect(page.GetByText("It compiles, and 3 of 3 example behaviours were seen.")).ToBeVisibleAsync(new() { Timeout = 240_000 });
        await window.CheckAccessibilityAsync();
        await window.PictureAsync("story-practice-result-1440");
    }

    private static async Task CheckTheReceiptAsync(Window window, string link)
    {
        var page = window.Page;
        var receipt = await page.Locator("dd strong").First.TextContentAsync();
        var hash = (await page.Locator("dd code").First.TextContentAsync())!;
        await page.GotoAsync($"/verify/{receipt}");
        await page.GetByLabel("SHA-256 of the file").FillAsync(hash);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "It is the same file" })).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
        await page.GotoAsync($"{link}/submissions/1");
    }

    private async Task ReadTheFeedbackAsync(Window window, string link)
    {
        var page = window.Page;
        await product.EndAsync(link);
        await using var office = await product.OpenAsync();
        await office.SignInAsync("reviewer");
        await office.Page.GotoAsync("/review/feedback");
        await office.CheckAccessibilityAsync();
        await office.PictureAsync("story-feedback-staff-1440");
        var receipt = await page.Locator("dd strong").First.TextContentAsync();
        await office.Page.GetByRole(AriaRole.Button, new() { Name = $"Release now for {receipt}" }).ClickAsync();
        await Expect(office.Page.GetByText("The feedback is released")).ToBeVisibleAsync();

        await page.GotoAsync($"{link}/submissions/1");
        await Expect(page.GetByText("of 37 behaviours were seen")).ToBeVisibleAsync();
        await page.GetByText("Ask for another look").First.ClickAsync();
        await page.GetByLabel("What do you think was overlooked?").First.FillAsync("It is handled in the base class.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send to a person" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "A person will look at this again" })).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
        await window.PictureAsync("story-feedback-1440");

        await office.Page.GotoAsync("/review/feedback");
        await office.Page.GetByLabel("What you found, for the candidate to read").First.FillAsync("The base class swallows it, too.");
        await office.Page.GetByRole(AriaRole.Button, new() { Name = "Answer" }).First.ClickAsync();
        await Expect(office.Page.GetByText("The answer is stored")).ToBeVisibleAsync();
        office.ExpectNoErrors();
        await page.ReloadAsync();
        await Expect(page.GetByText("The base class swallows it, too.")).ToBeVisibleAsync();
    }

    private static async Task EraseAsync(Window window, string link)
    {
        var page = window.Page;
        await page.GotoAsync($"{link}/data");
        await window.CheckAccessibilityAsync();
        var archive = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Download my data").ClickAsync());
        Assert.Equal("my-gradebench-data.zip", archive.SuggestedFilename);
        await page.GetByLabel("to confirm").FillAsync("erase");
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase everything about me" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your data is erased" })).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
    }

    [GeneratedRegex("^(4 h 5\\d min|5 h 0 min) left$")]
    private static partial Regex TimeLeft();

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
