using System.Text.RegularExpressions;
using GradeBench.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GradeBench.EndToEnd.Tests;

/// <summary>Every page at phone and desktop width, light and dark: nothing serious for axe, no sideways scrolling, a picture kept.</summary>
public sealed class EveryPageTests(Product product)
{
    [Fact]
    public async Task No_page_is_forgotten()
    {
        var routes = PageRoutes.Of(product.Database);
        var visited = (await product.PagesAsync()).Select(page => PageRoutes.Find(routes, page.Path)).ToHashSet();

        var forgotten = routes.Where(route => !visited.Contains(route)).ToList();

        Assert.True(routes.Count >= 30, $"Only {routes.Count} routes were found: {string.Join(", ", routes)}.");
        Assert.True(forgotten.Count == 0, $"No test looks at {string.Join(", ", forgotten)}. Add an address to PageTour, or say in PageRoutes why it is no page.");
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1440)]
    public async Task Every_page_is_accessible_and_fits(int width)
    {
        var pages = await product.PagesAsync();
        await using var window = await product.OpenAsync(width);
        var page = window.Page;
        var problems = new List<string>();
        await page.GotoAsync("/sign-in");
        problems.AddRange(await LookAsync(window, "sign-in", width));
        await page.FillAsync("#name", "careful@example.com");
        await page.FillAsync("#password", Product.Password);
        await page.ClickAsync("main button[type=submit]");
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in/code"));
        problems.AddRange(await LookAsync(window, "sign-in-code", width));
        await window.SignInAsync("admin");
        // Whoever is signed in is led on from the pages for it.
        foreach (var (name, path) in pages.Where(p => !p.Path.StartsWith("/sign-in", StringComparison.Ordinal)))
        {
            await page.GotoAsync(path);
            problems.AddRange(await LookAsync(window, name, width));
        }

        await page.Context.ClearCookiesAsync();
        await window.SignInAsync("reviewer");
        await page.GotoAsync("/admin");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        problems.AddRange(await LookAsync(window, "not-allowed", width));

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        window.ExpectNoErrors();
    }

    /// <summary>As it opens, then with everything on it opened. In the dark nothing but colours is different, so nothing but colours is checked again.</summary>
    private static async Task<IEnumerable<string>> LookAsync(Window window, string name, int width)
    {
        var closed = await SidewaysAsync(window.Page, name, width);
        await window.PictureAsync($"{name}-{width}-light");
        await window.Page.EvaluateAsync("for (const closed of document.querySelectorAll('details:not([open])')) closed.open = true");
        var open = await SidewaysAsync(window.Page, $"{name}, with everything opened,", width);
        var light = await window.FindProblemsAsync();
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await window.PictureAsync($"{name}-{width}-dark");
        var dark = await window.FindColourProblemsAsync();
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        return [.. closed, .. open, .. light, .. dark.Select(problem => $"In the dark, {problem}")];
    }

    /// <summary>A page that scrolls sideways, or a table that does although it becomes one block per row where there is little room.</summary>
    private static async Task<string[]> SidewaysAsync(IPage page, string name, int width)
    {
        var sideways = await page.EvaluateAsync<int[]>("""
            () => [document.documentElement.scrollWidth - innerWidth,
              ...[...document.querySelectorAll('.table-scroll:has(> table.stack)')].map(table => table.scrollWidth - table.clientWidth)]
            """);
        return [.. sideways.Select((pixels, i) => (pixels, i)).Where(s => s.pixels > 0).Select(s => $"{name}: {(s.i == 0 ? "the page" : $"table {s.i}")} is {s.pixels} px too wide for {width} px.")];
    }
}
