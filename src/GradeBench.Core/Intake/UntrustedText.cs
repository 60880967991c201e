using System.Globalization;
using System.Text;

namespace GradeBench.Core.Intake;

/// <summary>
/// Makes text of a candidate safe to show on one line of a terminal, a log or a message: characters that move the
/// cursor, change the title or reverse the reading direction become visible escapes such as <c>\u001B</c>.
/// </summary>
public static class UntrustedText
{
    /// <summary>The text with invisible characters escaped, cut to <paramref name="maxLength"/> UTF-16 units with an ellipsis.</summary>
    public static string OneLine(string text, int maxLength = 120)
    {
        var shown = new StringBuilder(Math.Min(text.Length, maxLength) + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= maxLength)
            {
                return shown.Append('…').ToString();
            }

            if (IsInvisible(rune))
            {
                shown.Append("\\u").Append(rune.Value.ToString("X4", CultureInfo.InvariantCulture));
            }
            else
            {
                shown.Append(rune);
            }
        }

        return shown.ToString();
    }

    /// <summary>Whether the character has no picture of its own and so could hide or rearrange what is around it.</summary>
    internal static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
