using GradeBench.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace GradeBench.EndToEnd.Tests;

/// <summary>Every page at phone and desktop width, light and dark: nothing serious for axe, no sideways scrolling, a picture kept.</summary>
public sealed class EveryPageTests(Product product)
{
    [Theory]
    [InlineData(320)]
    [InlineData(1440)]
    public async Task Every_page_is_accessible_and_fits(int width)
    {
        var unused = await product.InviteAsync();
        var used = await product.GradedAsync();
        await using var window = await product.OpenAsync(width);
        var page = window.Page;
        await window.SignInAsync("admin");
        var scorecard = await page.Locator("a.row-link").First.GetAttributeAsync("href");

        var pages = new (string Name, string Path)[]
        {
            ("home", "/"), ("not-found", "/nowhere"), ("about", unused), ("practice", $"{unused}/practice"), ("data", $"{unused}/data"), ("task", used), ("practice-task", $"{used}/practice"),
            ("verify", "/verify"), ("verify-unknown", "/verify/GB-0000-0000-0000"), ("adjustments", "/admin/adjustments"), ("feedback", "/review/feedback"),
            ("result", $"{used}/submissions/1"),
            ("submissions", "/review"), ("scorecard", scorecard!), ("cohorts", "/review/cohorts"), ("invitations", "/review/invitations"), ("queue", "/admin"),
            ("quarantine", "/admin?view=quarantined"), ("published", "/admin/published"), ("audit", "/admin/audit"),
        };
        foreach (var (name, path) in pages)
        {
            await page.GotoAsync(path);
            var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.True(sideways <= 0, $"{name} is {sideways} px wider than {width} px.");
            await LookAsync(window, $"{name}-{width}");
        }

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await LookAsync(window, $"sign-in-{width}");
        window.ExpectNoErrors();
    }

    // In the dark nothing but colours is different, so nothing but colours is checked again.
    private static async Task LookAsync(Window window, string name)
    {
        await window.PictureAsync($"{name}-light");
        await window.CheckAccessibilityAsync();
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await window.PictureAsync($"{name}-dark");
        await window.CheckColoursAsync();
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
