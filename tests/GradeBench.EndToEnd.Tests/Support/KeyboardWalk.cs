using System.Text.Json;
using Microsoft.Playwright;

namespace GradeBench.EndToEnd.Tests.Support;

/// <summary>Somebody with no mouse: goes from stop to stop with the Tab key, and has to see where they are.</summary>
internal static class KeyboardWalk
{
    /// <summary>More than any page has; a walk that takes longer leads nowhere.</summary>
    private const int MostStops = 300;

    /// <summary>
    /// Where the focus is: a number that stays with the element, a name for people, and what is wrong with it. A control that is
    /// drawn by the text beside it has its ring there.
    /// </summary>
    private const string Look = """
        () => {
          const at = document.activeElement;
          if (at === null || at === document.body) return null;
          const seen = window.stopsOfTheWalk ??= new Map();
          if (!seen.has(at)) seen.set(at, seen.size + 1);
          const says = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '';
          const box = at.getBoundingClientRect();
          const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
          const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
          const ring = element => element && getComputedStyle(element).outlineStyle !== 'none' && parseFloat(getComputedStyle(element).outlineWidth) > 0;
          const over = left < right && top < bottom ? document.elementFromPoint((left + right) / 2, (top + bottom) / 2) : null;
          const problem = !over ? 'is outside the window'
            : !(at.contains(over) || over.contains(at)) ? `stands behind ${over.outerHTML.slice(0, 80)}`
            : !ring(at) && !ring(at.nextElementSibling) ? 'does not show that it has the focus' : '';
          return JSON.stringify({ number: seen.get(at), name: `${at.tagName.toLowerCase()} “${says.trim().replace(/\s+/g, ' ').slice(0, 60)}”`, problem });
        }
        """;

    /// <summary>Once around the page, and back to where it began. Fails where it goes in a circle before, or where one cannot see the focus.</summary>
    public static async Task AroundAsync(IPage page)
    {
        var stops = new List<Stop>();
        for (var presses = 0; presses < MostStops; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            // After the last stop a browser gives the focus to itself for one key.
            if (await page.EvaluateAsync<string?>(Look) is not { } seen) continue;

            var stop = JsonSerializer.Deserialize<Stop>(seen, JsonSerializerOptions.Web)!;
            if (stops.Count > 0 && stop.Number == stops[0].Number)
            {
                Assert.True(stops.Count > 1, $"{page.Url}: there is nowhere to go from {stop.Name}.");
                Assert.True(stops.TrueForAll(s => s.Problem.Length == 0), string.Join('\n', stops.Where(s => s.Problem.Length > 0).Select(s => $"{page.Url}: {s.Name} {s.Problem}")));
                return;
            }

            Assert.True(stops.TrueForAll(s => s.Number != stop.Number), $"{page.Url}: after {stops.LastOrDefault()?.Name} the Tab key goes back to {stop.Name}, not around the page.");
            stops.Add(stop);
        }

        Assert.Fail($"{page.Url}: {MostStops} presses of the Tab key do not lead around the page. The last stop was {stops.LastOrDefault()?.Name}.");
    }

    /// <summary>On to the next stop that matches and says that.</summary>
    public static async Task ToAsync(IPage page, string selector, string text = "")
    {
        for (var presses = 0; presses < MostStops; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("([selector, text]) => document.activeElement.matches(selector) && document.activeElement.textContent.includes(text)", new[] { selector, text })) return;
        }

        Assert.Fail($"{page.Url}: {selector} “{text}” cannot be reached with the Tab key.");
    }

    private sealed record Stop(int Number, string Name, string Problem);
}
