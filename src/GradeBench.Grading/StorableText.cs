namespace GradeBench.Grading;

/// <summary>
/// Text of a submission as evidence may hold it. A database cannot store U+0000 or half a surrogate pair, and nobody
/// reads pages of an exception message.
/// </summary>
internal static class StorableText
{
    private const int MaxLength = 2000;
    private const char Replacement = '\uFFFD';

    public static string Clean(string text)
    {
        var kept = text.Length <= MaxLength ? text : text[..(MaxLength - 1)] + '…';
        return IsClean(kept) ? kept : string.Create(kept.Length, kept, Replace);
    }

    private static bool IsClean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsBad(text, i)) return false;
        }

        return true;
    }

    private static void Replace(Span<char> clean, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            clean[i] = IsBad(text, i) ? Replacement : text[i];
        }
    }

    private static bool IsBad(string text, int i) =>
        text[i] == '\0'
        || (char.IsHighSurrogate(text[i]) && (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])))
        || (char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1])));
}
