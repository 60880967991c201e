using System.Text.RegularExpressions;
using GradeBench.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GradeBench.EndToEnd.Tests;

/// <summary>Every page at phone and desktop width, light and dark: nothing serious for axe, no sideways scrolling, a picture kept.</summary>
public sealed class EveryPageTests(Product product)
{
    private const int Desktop = 1440;
    private const int Phone = 320;
    private const int Height = 900;

    // What a rule for some widths only says about colours, or about the size of text, on which it depends how they have to differ.
    private const string ColoursByWidth = """
        () => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
          .filter(rule => rule instanceof CSSMediaRule && rule.conditionText.includes('width')).flatMap(rule => [...rule.cssRules])
          .filter(rule => rule.style && !rule.selectorText.includes('::'))
          .filter(rule => ['color', 'background', 'background-color', 'opacity', 'font', 'font-size'].some(name => rule.style.getPropertyValue(name) !== ''))
          .map(rule => rule.selectorText)
        """;

    [Fact]
    public async Task No_page_is_forgotten()
    {
        var routes = PageRoutes.Of(product.Database);
        var visited = (await product.PagesAsync()).Select(page => PageRoutes.Find(routes, page.Path)).ToHashSet();

        var forgotten = routes.Where(route => !visited.Contains(route)).ToList();

        Assert.True(routes.Count >= 30, $"Only {routes.Count} routes were found: {string.Join(", ", routes)}.");
        Assert.True(forgotten.Count == 0, $"No test looks at {string.Join(", ", forgotten)}. Add an address to PageTour, or say in PageRoutes why it is no page.");
    }

    [Fact]
    public async Task Every_page_is_accessible_and_fits()
    {
        var pages = await product.PagesAsync();
        await using var window = await product.OpenAsync(Desktop);
        var page = window.Page;
        var problems = new List<string>();
        await page.GotoAsync("/sign-in");
        problems.AddRange(await LookAsync(window, "sign-in"));
        await page.FillAsync("#name", "careful@example.com");
        await page.FillAsync("#password", Product.Password);
        await page.ClickAsync("main button[type=submit]");
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in/code"));
        problems.AddRange(await LookAsync(window, "sign-in-code"));
        await window.SignInAsync("admin");
        // Whoever is signed in is led on from the pages for it.
        foreach (var (name, path) in pages.Where(p => !p.Path.StartsWith("/sign-in", StringComparison.Ordinal)))
        {
            await page.GotoAsync(path);
            problems.AddRange(await LookAsync(window, name));
        }

        await page.Context.ClearCookiesAsync();
        await window.SignInAsync("reviewer");
        await page.GotoAsync("/admin");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        problems.AddRange(await LookAsync(window, "not-allowed"));

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        window.ExpectNoErrors();
    }

    /// <summary>
    /// As it opens, then with everything on it opened. In the dark nothing but colours is different, so nothing but colours is
    /// checked again, and no picture is kept at phone width; there only the colours of what desktop width does not show are, as
    /// long as no rule gives anything another colour there.
    /// </summary>
    private static async Task<IEnumerable<string>> LookAsync(Window window, string name)
    {
        var page = window.Page;
        List<string> problems = [.. await SidewaysAsync(page, name, Desktop)];
        await window.PictureAsync($"{name}-{Desktop}-light");
        await page.SetViewportSizeAsync(Phone, Height);
        problems.AddRange(await SidewaysAsync(page, name, Phone));
        await window.PictureAsync($"{name}-{Phone}-light");

        await page.EvaluateAsync("for (const closed of document.querySelectorAll('details:not([open])')) closed.open = true");
        problems.AddRange(await SidewaysAsync(page, $"{name}, with everything opened,", Phone));
        problems.AddRange(await window.FindProblemsAsync(AxeCheck.AllButColours));
        await page.SetViewportSizeAsync(Desktop, Height);
        problems.AddRange(await SidewaysAsync(page, $"{name}, with everything opened,", Desktop));
        problems.AddRange(await window.FindProblemsAsync());
        await Axe.MarkShownAsync(page);

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await window.PictureAsync($"{name}-{Desktop}-dark");
        problems.AddRange((await window.FindProblemsAsync(AxeCheck.Colours)).Select(problem => $"In the dark, {problem}"));
        await page.SetViewportSizeAsync(Phone, Height);
        problems.AddRange((await window.FindProblemsAsync(AxeCheck.ColoursOfWhatIsNew)).Select(problem => $"In the dark, {problem}"));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        problems.AddRange(await window.FindProblemsAsync(AxeCheck.ColoursOfWhatIsNew));
        await page.SetViewportSizeAsync(Desktop, Height);
        var byWidth = await page.EvaluateAsync<string[]>(ColoursByWidth);
        problems.AddRange(byWidth.Select(rule => $"{name}: the width of the window decides about colours or size of text of {rule}. Leave that to the theme, or check colours at each width here."));
        return problems;
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
