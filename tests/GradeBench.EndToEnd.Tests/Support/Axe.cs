using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace GradeBench.EndToEnd.Tests.Support;

/// <summary>
/// The axe accessibility checker, loaded once into each document. The package's own runner loads it four times per check
/// and opens a second page, which is for pages with frames; ours have none.
/// </summary>
internal static class Axe
{
    // What passed would be described node by node, and what did not by a selector each: nobody reads them.
    private const string Run = """
        ([check, colours]) => {
          if (frames.length > 0) throw new Error('This page has frames, which this check does not look into.');
          const what = check === 'Everything' ? {}
            : check === 'AllButColours' ? { rules: Object.fromEntries(colours.map(rule => [rule, { enabled: false }])) }
            : { runOnly: { type: 'rule', values: colours } };
          const isNew = element => !element.hasAttribute('data-shown-before') && element.getClientRects().length > 0;
          const where = check === 'ColoursOfWhatIsNew' ? [...document.body.querySelectorAll('*')].filter(isNew) : document;
          if (where.length === 0) return JSON.stringify({ passed: 0, violations: [] });
          return axe.run(where, { resultTypes: ['violations'], selectors: false, ...what }).then(result => JSON.stringify({
            passed: result.passes.length,
            violations: result.violations.map(v => ({ id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html) }))
          }));
        }
        """;

    // What is hidden has no boxes.
    private const string MarkShown =
        "() => { for (const element of document.body.querySelectorAll('*')) element.toggleAttribute('data-shown-before', element.getClientRects().length > 0); }";

    // Colours on their way from light to dark are nobody's colours. What moves for ever is looked at while it moves.
    private const string Settle = """
        () => Promise.allSettled(document.getAnimations()
          .filter(animation => Number.isFinite(Number(animation.effect.getComputedTiming().endTime)))
          .map(animation => animation.finished))
        """;

    private static readonly string[] Colours = ["color-contrast", "link-in-text-block"];

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What axe finds on the page that is serious or critical.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page, AxeCheck check)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Script);
        // A page whose main thread is busy for ever answers no script: that is a failure, not a check that never ends.
        await page.EvaluateAsync(Settle).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        var answer = await page.EvaluateAsync<string>(Run, new object[] { check.ToString(), Colours }).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        var result = JsonSerializer.Deserialize<Result>(answer, JsonSerializerOptions.Web)!;
        Assert.True(result.Passed > 0 || check == AxeCheck.ColoursOfWhatIsNew, $"{page.Url}: axe checked nothing.");
        return
        [
            .. result.Violations.Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{page.Url}: {v.Impact} {v.Id}: {v.Help} at {string.Join(", ", v.Nodes)}"),
        ];
    }

    /// <summary>Remembers what the page shows, for <see cref="AxeCheck.ColoursOfWhatIsNew"/>.</summary>
    public static Task MarkShownAsync(IPage page) => page.EvaluateAsync(MarkShown);

    private sealed record Result(int Passed, IReadOnlyList<Violation> Violations);

    private sealed record Violation(string Id, string Impact, string Help, IReadOnlyList<string> Nodes);
}

/// <summary>What of a page axe looks at.</summary>
internal enum AxeCheck
{
    /// <summary>All that axe checks by default.</summary>
    Everything,

    AllButColours,

    /// <summary>Text hard to tell from what is behind it, and links hard to tell from the text around them.</summary>
    Colours,

    /// <summary><see cref="Colours"/> of what was not there or hidden when <see cref="Axe.MarkShownAsync"/> was called.</summary>
    ColoursOfWhatIsNew,
}
