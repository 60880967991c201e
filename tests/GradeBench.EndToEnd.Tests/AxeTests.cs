using GradeBench.EndToEnd.Tests.Support;
using Xunit.Sdk;

namespace GradeBench.EndToEnd.Tests;

/// <summary>The accessibility check itself: it must be able to fail.</summary>
public sealed class AxeTests(Product product)
{
    [Theory]
    [InlineData("<main><h1>Title</h1><img src='data:,'></main>", "image-alt")]
    [InlineData("<main><h1>Title</h1><p style='color:#999;background:#aaa'>Hard to read</p></main>", "color-contrast")]
    public async Task What_is_wrong_is_found(string body, string rule)
    {
        await using var window = await product.OpenAsync();
        await window.Page.SetContentAsync($"<!doctype html><html lang=en><title>A page with a fault</title><body>{body}");

        var failure = await Assert.ThrowsAnyAsync<XunitException>(() => window.CheckAccessibilityAsync());

        Assert.Contains(rule, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_colour_is_found_in_what_only_a_narrow_window_shows()
    {
        await using var window = await product.OpenAsync();
        await window.Page.SetContentAsync("""
            <!doctype html><html lang=en><title>A page with a fault</title>
            <style>p { display: none; color: #999; background: #aaa } @media (max-width: 40rem) { p { display: block } }</style>
            <body><main><h1>Title</h1><p>Hard to read</p></main>
            """);
        Assert.Empty(await window.FindProblemsAsync());
        await Axe.MarkShownAsync(window.Page);

        await window.Page.SetViewportSizeAsync(320, 900);

        Assert.Contains("color-contrast", Assert.Single(await window.FindProblemsAsync(AxeCheck.ColoursOfWhatIsNew)), StringComparison.Ordinal);
    }
}
