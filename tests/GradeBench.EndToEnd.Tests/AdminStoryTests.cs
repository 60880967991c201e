using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using GradeBench.Core.Receipts;
using GradeBench.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GradeBench.EndToEnd.Tests;

/// <summary>An administrator's way from an idea about the rules to scores under them, with the colleague, the program and the listener they let in.</summary>
public sealed class AdminStoryTests(Product product)
{
    private const string Colleague = "colleague@example.com";

    [Fact]
    public async Task From_a_new_colleague_over_a_draft_to_re_scored_submissions_and_the_audit_trail()
    {
        var receipt = ReceiptCode.Of(await product.SubmissionAsync(await product.GradedAsync()));
        await product.GradedAsync("racy-counter");
        await using var window = await product.OpenAsync();
        await using var other = await product.OpenAsync(390);
        await window.SignInAsync("admin");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Administration" }).ClickAsync();
        var password = await AddColleagueAsync(window);
        await AddWebhookAsync(window);
        await UseATokenAsync(window);
        var draft = await StartADraftAsync(window, receipt);
        var (now, then) = await EditAsync(window, receipt);
        await ProposeAsync(window, draft, receipt, Math.Max(now, then));
        await AgreeAsync(other, draft, password);
        await ReadTheRecordAsync(window);
        window.ExpectNoErrors();
        other.ExpectNoErrors();
    }

    /// <summary>The engine's pages work as they are served: under our policy, and with a token in what they send.</summary>
    [Fact]
    public async Task A_job_is_started_by_hand_on_the_job_engine_s_own_pages()
    {
        await using var window = await product.OpenAsync();
        await window.SignInAsync("admin");
        var page = window.Page;
        await page.GotoAsync("/admin/jobs");
        // Quartz has no pages of its own, and ours for it has nothing to press.
        if (await page.GetByText("Engine: Quartz.NET").CountAsync() > 0) return;

        await page.GotoAsync("/admin/jobs/recurring");
        await page.Locator("input[value=purge-data]").CheckAsync();
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Trigger now" }).ClickAsync(),
            response => response.Request.Method == "POST" && response.Url.EndsWith("/recurring/trigger", StringComparison.Ordinal));
        Assert.Equal(204, answer.Status);
        // Its own script loads the page anew now.
        await Expect(page.Locator("tr", new() { Has = page.Locator("input[value=purge-data]") }).Locator("a[href*='/jobs/details/']")).ToBeVisibleAsync();

        window.ExpectNoErrors();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1440)]
    public async Task A_rubric_is_edited_without_scripts_as_well(int width)
    {
        await using var window = await product.OpenAsync(width, script: false);
        var page = window.Page;
        await page.GotoAsync("/sign-in?returnUrl=/admin/rubrics");
        await page.FillAsync("#name", "admin@example.com");
        await page.FillAsync("#password", Product.Password);
        await page.ClickAsync("main button[type=submit]");
        await Versions(page).Last.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start a draft from it" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a criterion" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Text (YAML)" })).ToHaveValueAsync(new Regex("criterion-1"));
        await Expect(page.GetByLabel("Title of criterion-1")).ToHaveValueAsync("Say what is judged");
        await window.PictureAsync($"story-draft-plain-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard this draft" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Rubrics" })).ToBeVisibleAsync();
    }

    /// <summary>On a slow line the page is there before its script: what is written by then is not lost.</summary>
    [Fact]
    public async Task What_is_written_before_the_editor_is_there_is_in_the_text_when_it_comes()
    {
        await using var window = await product.OpenAsync();
        await window.SignInAsync("admin");
        var page = window.Page;
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/built/rubric-editor.js", async route =>
        {
            await written.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/admin/rubrics");
        await Versions(page).Last.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start a draft from it" }).ClickAsync();

        await page.Locator("[data-path='dimensions[0].title']").FillAsync("Written early");
        await page.Locator("[data-path='criteria[0].dimension']").SelectOptionAsync("typing");
        written.SetResult();

        await Expect(page.Locator(".cm-content")).ToContainTextAsync("title: Written early");
        await Expect(page.Locator(".cm-content")).ToContainTextAsync(new Regex(@"title: The bound on running tasks holds\s*dimension: typing"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard this draft" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Rubrics" })).ToBeVisibleAsync();
        window.ExpectNoErrors();
    }

    /// <summary>Made as a reviewer, raised to an administrator.</summary>
    private static async Task<string> AddColleagueAsync(Window window)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Users" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Generated colleague");
        await page.GetByLabel("E-mail", new() { Exact = true }).FillAsync(Colleague);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        var password = await page.Locator(".note code").InnerTextAsync();
        await window.CheckAccessibilityAsync();
        await page.GetByLabel($"Role of {Colleague}").SelectOptionAsync("Admin");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Set the role of {Colleague}" }).ClickAsync();
        await Expect(page.GetByText("The role is changed.").First).ToBeVisibleAsync();
        await Expect(page.GetByLabel($"Role of {Colleague}")).ToHaveValueAsync("Admin");
        return password;
    }

    private static async Task AddWebhookAsync(Window window)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Webhooks" }).ClickAsync();
        await page.GetByLabel("Address").FillAsync("https://rubrics.invalid/published");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "rubric.published" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the webhook" }).ClickAsync();
        await Expect(page.GetByText("The signing secret for https://rubrics.invalid/published")).ToBeVisibleAsync();
        var first = await page.Locator(".note code").First.InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New secret for https://rubrics.invalid/published" }).ClickAsync();
        await Expect(page.GetByText("made with the secret before")).ToBeVisibleAsync();
        Assert.NotEqual(first, await page.Locator(".note code").First.InnerTextAsync());
        await window.CheckAccessibilityAsync();
        await window.PictureAsync("story-webhook-1440");
    }

    /// <summary>It opens what it may open until it is revoked, and nothing else.</summary>
    private async Task UseATokenAsync(Window window)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "API tokens" }).ClickAsync();
        await page.GetByLabel("Which program is it for?").FillAsync("A generated reader");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "rubrics:read" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the token" }).ClickAsync();
        var secret = await page.Locator(".note code").InnerTextAsync();
        await window.CheckAccessibilityAsync();
        await window.PictureAsync("story-token-1440");

        using var program = new HttpClient { BaseAddress = product.Address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(program, "/api/v1/rubrics"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(program, "/api/v1/submissions"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke the token for A generated reader" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "A generated reader" })).ToContainTextAsync("Revoked");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(program, "/api/v1/rubrics"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient program, string path)
    {
        using var answer = await program.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<string> StartADraftAsync(Window window, string receipt)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Rubrics", Exact = true }).ClickAsync();
        await PinAsync(page, receipt, 6.0m);
        await window.PictureAsync("story-rubrics-1440");
        await window.CheckAccessibilityAsync();
        await page.Locator("section", new() { Has = page.Locator("#a-task-runner") }).Locator("tr", new() { HasText = "In force" }).GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start a draft from it" }).ClickAsync();
        await Expect(page.Locator("[data-fine]")).ToBeVisibleAsync();
        return new Uri(page.Url).AbsolutePath;
    }

    /// <summary>Form and text follow each other; what is wrong is said while it is.</summary>
    /// <returns>The pinned submission's score, and what it would be.</returns>
    private static async Task<(decimal Now, decimal Then)> EditAsync(Window window, string receipt)
    {
        var page = window.Page;
        await Weight(page, 1).FillAsync("65");
        await Expect(Sum(page)).ToHaveTextAsync("(sum 140 %, has to be 100)");
        await Expect(page.Locator("[data-problem]")).ToContainTextAsync("the weights sum to 140");
        await Expect(page.Locator(".cm-lintRange-error").First).ToBeVisibleAsync();
        await window.PictureAsync("story-draft-problem-1440");
        await window.CheckAccessibilityAsync();
        await Weight(page, 0).FillAsync("10");
        await Weight(page, 1).FillAsync("55");
        await Expect(Sum(page)).ToHaveTextAsync("(sum 100 %)");
        await Expect(page.Locator("[data-fine]")).ToBeVisibleAsync();
        await Expect(page.Locator(".cm-content")).ToContainTextAsync("weight: 55");
        await Expect(page.Locator("[data-preview] table")).ToContainTextAsync(receipt);

        var text = page.Locator(".cm-content");
        await text.ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("\nnonsense: 1");
        await Expect(page.Locator("[data-problem]")).ToContainTextAsync("nonsense");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.Locator("[data-fine]")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(text).Not.ToBeFocusedAsync();
        await page.GetByLabel("Why the rules change").FillAsync("Error handling matters most for this generated team.");
        await window.PictureAsync("story-draft-1440");
        await window.CheckAccessibilityAsync();
        var scores = await page.Locator("[data-preview] td.n").AllInnerTextsAsync();
        var (now, then) = (Score(scores[0]), Score(scores[1]));
        Assert.NotEqual(now, then);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and try it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What changes" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Changes" })).ToContainTextAsync("55");
        return (now, then);
    }

    /// <summary>Under this bar somebody stands on the other side, so one person alone cannot publish.</summary>
    private static async Task ProposeAsync(Window window, string draft, string receipt, decimal bar)
    {
        var page = window.Page;
        await page.GotoAsync("/admin/rubrics");
        await PinAsync(page, receipt, bar);
        await page.GotoAsync($"{draft}/publish");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it on every past submission" }).ClickAsync();
        await Expect(page.GetByText("Kendall's τ-b")).ToBeVisibleAsync();
        await window.PictureAsync("story-dry-run-1440");
        await window.CheckAccessibilityAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask a second person" }).ClickAsync();
        await Expect(page.GetByText("Another administrator has to agree")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Agree and publish" })).ToHaveCountAsync(0);
    }

    private static async Task AgreeAsync(Window window, string draft, string password)
    {
        var page = window.Page;
        await page.GotoAsync($"/sign-in?returnUrl={draft}/publish");
        await page.FillAsync("#name", Colleague);
        await page.FillAsync("#password", password);
        await page.ClickAsync("main button[type=submit]");
        await Expect(page.GetByText("admin@example.com asks you to agree")).ToBeVisibleAsync();
        await window.PictureAsync("story-agree-390");
        await window.CheckAccessibilityAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Agree and publish" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Past submissions" })).ToBeVisibleAsync();
        await window.PictureAsync("story-version-390");
        await window.CheckAccessibilityAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Re-score past submissions" }).ClickAsync();
        await ReloadUntilAsync(page, page.Locator("section[aria-labelledby=past] .state.good"));
        await window.PictureAsync("story-version-rescored-390");
        await window.CheckAccessibilityAsync();
    }

    private static async Task ReadTheRecordAsync(Window window)
    {
        var page = window.Page;
        await page.GotoAsync("/admin/webhooks");
        await ReloadUntilAsync(page, page.Locator("tr", new() { HasText = "rubric.published" }).Filter(new() { HasText = "rubrics.invalid" }).Locator(".state"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove https://rubrics.invalid/published" }).ClickAsync();
        await Expect(page.GetByText("Nothing is sent there any more.").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Audit" }).ClickAsync();
        await Expect(page.GetByText("The record is whole")).ToBeVisibleAsync();
        await Expect(page.GetByText("submission.rescored").First).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
        await window.PictureAsync("story-audit-1440");
    }

    /// <summary>The worker does it in the background; whoever waits reloads the page.</summary>
    private static async Task ReloadUntilAsync(IPage page, ILocator done)
    {
        // Only there to end a test that would wait for ever.
        const int Reloads = 360;
        for (var tries = 0; tries < Reloads && await done.CountAsync() == 0; tries++)
        {
            await page.WaitForTimeoutAsync(500);
            await page.ReloadAsync();
        }

        await Expect(done.First).ToBeVisibleAsync();
    }

    private static decimal Score(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static ILocator Versions(IPage page) => page.Locator("a.row-link[href*='/admin/rubrics/versions/']");

    private static ILocator Weight(IPage page, int dimension) => page.Locator($"[data-path='dimensions[{dimension}].weight']");

    /// <summary>What the form says the dimensions' weights add up to.</summary>
    private static ILocator Sum(IPage page) => page.Locator("legend", new() { HasText = "Dimensions" }).Locator("[data-hint]");

    private static async Task PinAsync(IPage page, string receipt, decimal bar)
    {
        var settings = page.Locator("section", new() { Has = page.Locator("#a-task-runner") }).Locator("details");
        if (await settings.GetAttributeAsync("open") is null) await settings.Locator("summary").ClickAsync();
        await page.FillAsync("#bar-task-runner", bar.ToString("0.0", CultureInfo.InvariantCulture));
        await page.FillAsync("#pinned-task-runner", receipt);
        await settings.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByText("The settings are saved.").First).ToBeVisibleAsync();
    }
}
