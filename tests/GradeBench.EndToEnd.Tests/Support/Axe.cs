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
        rules => {
          if (frames.length > 0) throw new Error('This page has frames, which this check does not look into.');
          const only = rules.length > 0 ? { runOnly: { type: 'rule', values: rules } } : {};
          return axe.run(document, { resultTypes: ['violations'], selectors: false, ...only }).then(result => JSON.stringify({
            passed: result.passes.length,
            violations: result.violations.map(v => ({ id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html) }))
          }));
        }
        """;

    // Colours on their way from light to dark are nobody's colours. What moves for ever is looked at while it moves.
    private const string Settle = """
        () => Promise.allSettled(document.getAnimations()
          .filter(animation => Number.isFinite(Number(animation.effect.getComputedTiming().endTime)))
          .map(animation => animation.finished))
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What the <paramref name="rules"/> (all that axe has by default, if none is named) find that is serious or critical.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page, string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Script);
        // A page whose main thread is busy for ever answers no script: that is a failure, not a check that never ends.
        await page.EvaluateAsync(Settle).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        var answer = await page.EvaluateAsync<string>(Run, rules).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        var result = JsonSerializer.Deserialize<Result>(answer, JsonSerializerOptions.Web)!;
        Assert.True(result.Passed > 0, $"{page.Url}: axe checked nothing.");
        return
        [
            .. result.Violations.Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{page.Url}: {v.Impact} {v.Id}: {v.Help} at {string.Join(", ", v.Nodes)}"),
        ];
    }

    private sealed record Result(int Passed, IReadOnlyList<Violation> Violations);

    private sealed record Violation(string Id, string Impact, string Help, IReadOnlyList<string> Nodes);
}
