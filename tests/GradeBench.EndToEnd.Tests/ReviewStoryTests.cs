using System.Text.RegularExpressions;
using GradeBench.Core.Receipts;
using GradeBench.Core.Users;
using GradeBench.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GradeBench.EndToEnd.Tests;

/// <summary>The hiring manager's way from two invitations to a printed report, with a colleague who has an opinion of their own.</summary>
public sealed partial class ReviewStoryTests(Product product)
{
    private const string Reason = "The code shows the fault on every path.";

    [Fact]
    public async Task From_two_invitations_over_two_blind_reviews_to_a_decision_and_a_report()
    {
        await product.AddUserAsync("manager", RoleNames.Reviewer);
        await product.AddUserAsync("second", RoleNames.Reviewer);
        await using var first = await product.OpenAsync();
        await using var second = await product.OpenAsync();
        await first.SignInAsync("manager");
        var links = await InviteTwoAsync(first);
        await product.UploadAsync(links[0], "racy-counter");
        await product.UploadAsync(links[1], "exemplary");
        var (submission, other) = (await product.SubmissionAsync(links[0]), await product.SubmissionAsync(links[1]));

        await WalkToAsync(first, submission);
        await WriteReviewAsync(first);
        await LookUpTheNameAsync(first);
        await ReviewBlindlyAsync(second, submission);
        await SettleAsync(second);
        await DecideAsync(first, submission);
        await CompareAsync(first, submission, other);
        await ExportAsync(first, submission);
        await PrintAsync(first, submission);
        first.ExpectNoErrors();
        second.ExpectNoErrors();
    }

    /// <summary>A list with a mistake in it is shown line by line before anybody is invited.</summary>
    private static async Task<string[]> InviteTwoAsync(Window window)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Invitations" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Invite many from a list" }).ClickAsync();
        await page.GetByLabel("Assessment").SelectOptionAsync("task-runner");
        await page.GetByLabel("People").FillAsync("Name, E-mail\nGenerated Racer, racer@example.com\nGenerated Model, model at example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at the list first" }).ClickAsync();
        await Expect(page.Locator("tr.wrong")).ToContainTextAsync("Generated Model");
        await window.CheckAccessibilityAsync();
        await window.PictureAsync("story-invite-problem-1440");
        await page.GetByLabel("People").FillAsync("Name, E-mail\nGenerated Racer, racer@example.com\nGenerated Model, model@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at the list first" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite 2 people" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "2 links are ready" })).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();

        return [.. (await page.Locator("td code").AllInnerTextsAsync()).Select(link => new Uri(link).AbsolutePath)];
    }

    /// <summary>With n from one that waits to the next, until it is the one.</summary>
    private static async Task WalkToAsync(Window window, Guid submission)
    {
        var page = window.Page;
        await page.GotoAsync("/review");
        await Expect(page.GetByText("waiting for you")).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
        var seen = new HashSet<string>();
        do
        {
            var before = Regex.Escape(page.Url);
            Assert.True(seen.Add(page.Url), $"n leads in a circle past {submission}: {string.Join(", ", seen)}.");
            await page.Keyboard.PressAsync("n");
            await Expect(page).ToHaveURLAsync(new Regex($"^(?!{before}$).*/review/submissions/"));
            await page.ListensAsync();
        }
        while (!page.Url.EndsWith(submission.ToString(), StringComparison.Ordinal));
    }

    private static async Task WriteReviewAsync(Window window)
    {
        var page = window.Page;
        await Expect(page.GetByText("Blind: name, address")).ToBeVisibleAsync();
        await Expect(page.GetByText("Generated Racer")).ToHaveCountAsync(0);
        await LevelAsync(page, '3', Reason);
        await page.GetByText("Write a note").ClickAsync();
        await page.GetByLabel("Note", new() { Exact = true }).FillAsync("Ask how cancellation was tested.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep this note" }).ClickAsync();
        await Expect(page.GetByText("Ask how cancellation was tested.")).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Finish my review" }).ClickAsync();
        await Expect(page.GetByText("You finished yours")).ToBeVisibleAsync();
    }

    /// <summary>It takes a reason, and everybody sees afterwards that it was done.</summary>
    private static async Task LookUpTheNameAsync(Window window)
    {
        var page = window.Page;
        await page.GetByText("See the name now").ClickAsync();
        await page.GetByLabel("Why do you need it before a decision?").FillAsync("The interview has to be arranged today.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show me the name" }).ClickAsync();
        await Expect(page.GetByText("Submitted by Generated Racer")).ToBeVisibleAsync();
        await Expect(page.GetByText("Looked up before a decision by manager@example.com")).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
    }

    private static async Task ReviewBlindlyAsync(Window window, Guid submission)
    {
        var page = window.Page;
        await window.SignInAsync("second");
        await page.GotoAsync($"/review/submissions/{submission}");
        await Expect(page.GetByText("Blind: name, address")).ToBeVisibleAsync();
        await Expect(page.GetByText("One colleague has finished a review")).ToBeVisibleAsync();
        await Expect(page.GetByText(Reason)).ToHaveCountAsync(0);
        await Expect(page.GetByText("Ask how cancellation was tested.")).ToHaveCountAsync(0);
        await LevelAsync(page, '5', "One path is right, the tests prove it.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Finish my review" }).ClickAsync();
        await Expect(page.GetByText("You finished yours")).ToBeVisibleAsync();
    }

    private static async Task SettleAsync(Window window)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Settle what differs" }).ClickAsync();
        await Expect(page.GetByText(Reason)).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
        await window.PictureAsync("story-reconcile-1440");
        await page.GetByRole(AriaRole.Radio, new() { Name = "4", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.GetByLabel("Why this one").FillAsync("Between the two, after talking about it.");
        await page.GetByRole(AriaRole.Button, new() { Name = "This level counts" }).ClickAsync();
        await Expect(page.GetByText("Settled at 4.0")).ToBeVisibleAsync();
    }

    /// <summary>On hold the name stays hidden from everybody else; advancing shows it.</summary>
    private static async Task DecideAsync(Window window, Guid submission)
    {
        var page = window.Page;
        await page.GotoAsync($"/review/submissions/{submission}");
        await Expect(page.GetByText(Reviewed())).ToBeVisibleAsync();
        await RecordAsync(page, "Hold", "Waits for the interview.");
        await Expect(page.GetByText("Shown to you before a decision")).ToBeVisibleAsync();
        await RecordAsync(page, "Advance", "Explains the fault and how to mend it.");
        await Expect(page.GetByText("Submitted by Generated Racer, racer@example.com", new() { Exact = true })).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
        await window.PictureAsync("story-decided-1440");
    }

    private static async Task RecordAsync(IPage page, string outcome, string reason)
    {
        await page.GetByRole(AriaRole.Radio, new() { Name = outcome }).CheckAsync();
        await page.GetByLabel("Criterion your reason is about").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByLabel("Reason", new() { Exact = true }).FillAsync(reason);
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the decision" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Decision" }).GetByText(reason)).ToBeVisibleAsync();
    }

    private static async Task CompareAsync(Window window, Guid submission, Guid other)
    {
        var page = window.Page;
        await page.GotoAsync("/review?assessment=task-runner&order=newest");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = $"Compare {ReceiptCode.Of(submission)}" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = $"Compare {ReceiptCode.Of(other)}" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare 2" }).ClickAsync();
        await Expect(page.Locator("tr.apart").First).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
        await window.PictureAsync("story-compare-1440");
    }

    /// <summary>Names are in the file where somebody has decided, and nowhere else.</summary>
    private static async Task ExportAsync(Window window, Guid submission)
    {
        var page = window.Page;
        await page.GotoAsync("/review?order=newest");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        var text = await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        var line = Assert.Single(text.Split('\n'), l => l.Contains(ReceiptCode.Of(submission), StringComparison.Ordinal));
        Assert.Contains("Generated Racer", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Generated Model", text, StringComparison.Ordinal);
    }

    private static async Task PrintAsync(Window window, Guid submission)
    {
        var page = window.Page;
        await page.GotoAsync($"/review/submissions/{submission}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Report to print" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Generated Racer" })).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Back to the submission" })).ToBeHiddenAsync();
        await window.PictureAsync("story-report-printed");
    }

    /// <summary>By keyboard alone: the first criterion, a digit, the reason.</summary>
    private static async Task LevelAsync(IPage page, char digit, string reason)
    {
        await page.Keyboard.PressAsync("c");
        await page.Keyboard.PressAsync(digit.ToString());
        await page.Keyboard.TypeAsync(reason);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText($"Your level: {digit}")).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"^\d+\.\d reviewed$")]
    private static partial Regex Reviewed();
}
