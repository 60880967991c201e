using System.Text.RegularExpressions;
using GradeBench.TestKit;
using Microsoft.Playwright;

namespace GradeBench.EndToEnd.Tests.Support;

/// <summary>The installed Chromium, driven by Playwright; nothing is downloaded.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly Uri _address;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(Uri address, IPlaywright playwright, IBrowser browser) => (_address, _playwright, _browser) = (address, playwright, browser);

    public static async Task<Chromium> StartAsync(Uri address)
    {
        var path = Environment.GetEnvironmentVariable("GRADEBENCH_CHROMIUM") ?? Installed.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("Chromium is not installed. Run: apt-get install chromium, or set GRADEBENCH_CHROMIUM to its path.");
        // Waiting is for an event; the limit only ends a test that would wait for ever, on a busy machine too.
        Assertions.SetDefaultExpectTimeout(180_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return new Chromium(address, playwright, browser);
    }

    /// <summary>A fresh browser window. Errors of scripts and of the content security policy fail <see cref="Window.ExpectNoErrors"/>.</summary>
    /// <param name="magnified">Twice the size on the screen, so that half as many lines fit.</param>
    public async Task<Window> OpenAsync(int width = 1440, bool dark = false, bool script = true, bool magnified = false)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = _address.ToString(),
            ViewportSize = new() { Width = width, Height = magnified ? 450 : 900 },
            DeviceScaleFactor = magnified ? 2 : 1,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
            TimezoneId = "Europe/Berlin",
        });
        context.SetDefaultTimeout(180_000);
        return new Window(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>One browser window with one person in front of it.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    internal Window(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _errors.Add($"{page.Url}: {error}");
        page.Console += (_, message) =>
        {
            // A designed error page is a failed resource to the browser, too.
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal)) _errors.Add($"{page.Url}: {message.Text}");
        };
    }

    public IPage Page { get; }

    /// <summary>Fails, naming each, when a script failed or the content security policy refused something since the window opened.</summary>
    public void ExpectNoErrors() => Assert.True(_errors.Count == 0, string.Join('\n', _errors));

    public async Task SignInAsync(string name)
    {
        await Page.GotoAsync("/sign-in");
        await Page.FillAsync("#name", $"{name}@example.com");
        await Page.FillAsync("#password", Product.Password);
        await Page.ClickAsync("main button[type=submit]");
        // Asked for again and again. Waiting for the page's load event instead waits for ever when that came a moment before.
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/review$"));
    }

    /// <summary>Keeps a picture of the page as it is, for people to look through.</summary>
    public Task PictureAsync(string name) => Page.ScreenshotAsync(new()
    {
        Path = CheckoutPaths.Of("artifacts", "screenshots", $"{name}.jpg"),
        FullPage = true,
        // Packed as PNG, the pictures of all pages take a minute of processor time more.
        Type = ScreenshotType.Jpeg,
        Quality = 85,
    });

    /// <summary>Fails when axe finds something serious or critical on the page.</summary>
    public async Task CheckAccessibilityAsync(AxeCheck check = AxeCheck.Everything)
    {
        var problems = await FindProblemsAsync(check);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    /// <inheritdoc cref="Axe.FindAsync"/>
    public Task<IReadOnlyList<string>> FindProblemsAsync(AxeCheck check = AxeCheck.Everything) => Axe.FindAsync(Page, check);

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
