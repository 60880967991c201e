using System.Text;

namespace GradeBench.Core.Intake;

/// <summary>Text that somebody typed into a form: kept as it was meant, without characters that hide, rearrange or cannot be stored.</summary>
public static class FreeText
{
    /// <summary>Trimmed and cut to <paramref name="maxLength"/> UTF-16 units; null when nothing is left.</summary>
    public static string? Of(string? text, int maxLength)
    {
        var kept = new StringBuilder();
        foreach (var rune in (text ?? "").ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !UntrustedText.IsInvisible(rune))
            {
                kept.Append(rune);
            }
        }

        var trimmed = kept.ToString().Trim();
        if (trimmed.Length <= maxLength)
        {
            return trimmed.Length == 0 ? null : trimmed;
        }

        // Not between the halves of a character.
        return trimmed[..(char.IsHighSurrogate(trimmed[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }
}
