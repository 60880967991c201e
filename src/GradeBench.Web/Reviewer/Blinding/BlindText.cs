using System.Text.RegularExpressions;
using GradeBench.Core.Intake;
using GradeBench.Core.Reviews;

namespace GradeBench.Web.Reviewer.Blinding;

/// <summary>
/// Hides in a candidate's own files what tells whose they are: the name in any spelling with both parts, the address, other
/// addresses, profiles, and what stands where people sign their work. A candidate who wants to be recognised finds another
/// way; this is for those who left a trace without thinking of it.
/// </summary>
internal sealed class BlindText
{
    public const string Mask = "▒▒▒";

    /// <summary>Shorter single names are also words; hiding them everywhere would make code unreadable.</summary>
    private const int ShortestAlone = 5;

    private static readonly Regex Address = new(@"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", RegexOptions.NonBacktracking);

    private static readonly Regex Profile = new(@"(\b(github|gitlab|bitbucket|linkedin|stackoverflow)\.(com|org|io)(/(in|users))?)/[A-Za-z0-9_./-]+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);

    /// <summary>A comment that says who wrote it or who holds the rights.</summary>
    private static readonly Regex Signature = new(@"^([ \t]*(//+|/?\*+|#)[ \t]*(<author>|<copyright[^>\n]*>|@?authors?\b|created by|written by|developed by|copyright|\(c\)|©|company)[ \t]*:?[ \t]*)[^\r\n]+", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.NonBacktracking);

    private static readonly Regex Assembly = new(@"(\bAssembly(Company|Copyright|Product|Trademark|Description|Title)(Attribute)?[ \t]*\([ \t]*)""[^""\r\n]*""", RegexOptions.NonBacktracking);

    private readonly Regex? _person;

    private BlindText(Regex? person) => _person = person;

    /// <summary>Null when nothing has to be hidden from the one who asks.</summary>
    public static BlindText? For(CandidateIdentity identity) => identity.Shown ? null : new(Person(identity.Name, identity.Email));

    public string Hide(string text)
    {
        var hidden = Address.Replace(text, Mask);
        hidden = Profile.Replace(hidden, $"$1/{Mask}");
        return _person?.Replace(hidden, Mask) ?? hidden;
    }

    public SourceFile Hide(SourceFile file) => file with { Path = Hide(file.Path), Text = HideInCode(file.Text) };

    private string HideInCode(string code) => Hide(Signature.Replace(Assembly.Replace(code, $"$1\"{Mask}\""), $"$1{Mask}"));

    private static Regex? Person(string name, string email)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('.', ',')).Where(w => w.Length > 0).Select(Regex.Escape).ToList();
        var parts = new List<string>();
        if (words.Count > 1)
        {
            parts.Add(string.Join(@"[\W_]{0,3}", words));
            parts.Add(string.Join(@"[\W_]{0,3}", Enumerable.Reverse(words)));

            // First and last name, for people who have more than two and write two.
            if (words.Count > 2) parts.Add($@"{words[0]}[\W_]{{0,3}}{words[^1]}");
        }
        else if (words is [{ Length: >= ShortestAlone } only])
        {
            parts.Add($@"\b{only}\b");
        }

        if (email.Split('@')[0] is { Length: >= ShortestAlone } account)
        {
            parts.Add($@"\b{Regex.Escape(account)}\b");
        }

        // Text and name are a candidate's, so the time to match must grow with their length and no faster.
        return parts.Count == 0 ? null : new Regex(string.Join('|', parts), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
