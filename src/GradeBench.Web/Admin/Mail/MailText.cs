using System.Text.RegularExpressions;
using GradeBench.Core.Mail;

namespace GradeBench.Web.Admin.Mail;

/// <summary>A piece of a message: plain text, or an address that can be followed.</summary>
public sealed record MailPart(string Text, bool IsLink);

/// <summary>Cuts messages into what a page shows. Nothing of them ever becomes markup.</summary>
internal static partial class MailText
{
    public static IReadOnlyList<MailPart> Parts(string text)
    {
        var (parts, from) = (new List<MailPart>(), 0);
        foreach (var match in Address().EnumerateMatches(text))
        {
            if (match.Index > from) parts.Add(new(text[from..match.Index], IsLink: false));
            parts.Add(new(text.Substring(match.Index, match.Length), IsLink: true));
            from = match.Index + match.Length;
        }

        if (from < text.Length) parts.Add(new(text[from..], IsLink: false));
        return parts;
    }

    /// <summary>The headers as they were stored, one a line.</summary>
    public static IReadOnlyList<MailHeader> Headers(string? stored) =>
        [.. (stored ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2)).Where(p => p.Length == 2).Select(p => new MailHeader(p[0], p[1]))];

    /// <summary>Whole lines only, which is how our messages write links: a name with an address in it is not followed.</summary>
    [GeneratedRegex(@"(?<=^|\n)https?://[^\s<>""]+(?=\r?\n|$)")]
    private static partial Regex Address();
}
