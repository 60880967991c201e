using GradeBench.Rubrics;
using GradeBench.Web.Shared.Code;

namespace GradeBench.Web.Reviewer.Code;

/// <summary>Prepares the lines of one part of a file: coloured, cut where too long, with findings under their last line.</summary>
internal static class CodeLines
{
    /// <summary>Longer lines are generated or hostile; the rest of them is counted, not shown.</summary>
    public const int MaxLineLength = 400;

    /// <param name="diff">What was changed in the starter's file; null to show the file alone.</param>
    public static CodeFile Of(
        string path, string[] lines, int part, IReadOnlyList<Finding> findings, IReadOnlyList<CodeSpan> facts, StarterDiff? diff)
    {
        var first = (part - 1) * CodeLinks.LinesPerPart + 1;
        var last = Math.Min(lines.Length, first + CodeLinks.LinesPerPart - 1);
        var pinned = findings.Select((finding, i) => (Finding: finding, Anchor: $"finding-{i + 1}")).ToLookup(f => f.Finding.Location.StartLine);
        var marked = findings.Select(f => f.Location).Concat(facts).SelectMany(LinesOf).ToHashSet();

        // The colours of a line depend on the lines before it, so those are read too when a later part is shown.
        var colouring = new CSharpColouring();
        var shown = new List<CodeLine>();
        for (var number = 1; number <= last; number++)
        {
            var (cut, hidden) = Cut(lines[number - 1]);
            var tokens = HiddenCharacters.Named(colouring.Next(cut));
            if (number >= first)
            {
                shown.AddRange(RemovedBefore(diff, number));
                shown.Add(new CodeLine(
                    number, tokens, hidden, marked.Contains(number),
                    [.. pinned[number].Select(f => new PinnedFinding(f.Anchor, f.Finding.Rule, f.Finding.Message))],
                    diff?.Added.Contains(number) == true ? LineChange.Added : LineChange.None));
            }
        }

        if (last == lines.Length)
        {
            shown.AddRange(RemovedBefore(diff, last + 1));
        }

        return new CodeFile(path, shown, lines.Length);
    }

    private static IEnumerable<CodeLine> RemovedBefore(StarterDiff? diff, int number) =>
        (diff?.Removed.GetValueOrDefault(number) ?? []).Select(text =>
        {
            var (cut, hidden) = Cut(text);
            return new CodeLine(0, HiddenCharacters.Named([new CodeToken(cut, null)]), hidden, false, [], LineChange.Removed);
        });

    private static (string Shown, int Hidden) Cut(string text) =>
        text.Length > MaxLineLength ? (text[..MaxLineLength], text.Length - MaxLineLength) : (text, 0);

    /// <summary>A span may claim any lines; only so many are marked.</summary>
    private static IEnumerable<int> LinesOf(CodeSpan span) =>
        Enumerable.Range(span.StartLine, Math.Clamp(span.EndLine - span.StartLine + 1, 1, 60));
}
