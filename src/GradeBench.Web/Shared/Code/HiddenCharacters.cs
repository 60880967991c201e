using System.Buffers;
using System.Globalization;

namespace GradeBench.Web.Shared.Code;

/// <summary>
/// Characters that have no shape and change how others are shown, bidirectional controls above all: code with them can read
/// otherwise than it runs. A reader sees them by their number.
/// </summary>
internal static class HiddenCharacters
{
    /// <summary>The kind of a token that is the number of one such character.</summary>
    public const string Kind = "h";

    private static readonly SearchValues<char> Hidden = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(IsHidden)]);

    public static IReadOnlyList<CodeToken> Named(IReadOnlyList<CodeToken> tokens) =>
        tokens.Any(token => token.Text.AsSpan().ContainsAny(Hidden)) ? [.. tokens.SelectMany(Split)] : tokens;

    private static IEnumerable<CodeToken> Split(CodeToken token)
    {
        var from = 0;
        while (token.Text.AsSpan(from).IndexOfAny(Hidden) is var ahead and >= 0)
        {
            if (ahead > 0)
            {
                yield return token with { Text = token.Text.Substring(from, ahead) };
            }

            yield return new CodeToken(string.Create(CultureInfo.InvariantCulture, $"U+{(int)token.Text[from + ahead]:X4}"), Kind);
            from += ahead + 1;
        }

        if (from < token.Text.Length)
        {
            yield return token with { Text = token.Text[from..] };
        }
    }

    private static bool IsHidden(char c) => char.GetUnicodeCategory(c) switch
    {
        // A byte order mark begins many files and does nothing there.
        UnicodeCategory.Format => c is not '\uFEFF',
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Control => c is not ('\t' or '\r'),
        _ => false,
    };
}
