namespace GradeBench.Web.Shared.Code;

/// <summary>The part of a submitted file that one page shows.</summary>
public sealed record CodeFile(string Path, IReadOnlyList<CodeLine> Lines, int TotalLines)
{
    public int FirstLine => Lines.FirstOrDefault(l => l.Number > 0)?.Number ?? 0;

    public int LastLine => Lines.LastOrDefault(l => l.Number > 0)?.Number ?? 0;
}

/// <summary>One line, cut where it is longer than a reader can use.</summary>
/// <param name="Number">0 for a line that is gone from the file.</param>
/// <param name="HiddenCharacters">How many characters were cut off.</param>
/// <param name="Marked">Whether a finding or a fact covers the line.</param>
/// <param name="Findings">What is shown under this line.</param>
public sealed record CodeLine(
    int Number, IReadOnlyList<CodeToken> Tokens, int HiddenCharacters, bool Marked, IReadOnlyList<PinnedFinding> Findings,
    LineChange Change = LineChange.None);

/// <summary>How a line came to be, as against the file it began as.</summary>
public enum LineChange
{
    None,
    Added,
    Removed,
}

/// <summary>Text of one colour.</summary>
/// <param name="Kind"><c>k</c> keyword, <c>s</c> string, <c>n</c> number, <c>c</c> comment, <c>h</c> the number of a character without a shape; null for the rest.</param>
public readonly record struct CodeToken(string Text, string? Kind);

/// <summary>A remark shown under a line.</summary>
/// <param name="Anchor">Its id on the page.</param>
/// <param name="Label">The rule or fact it comes from.</param>
public sealed record PinnedFinding(string Anchor, string Label, string Message);
