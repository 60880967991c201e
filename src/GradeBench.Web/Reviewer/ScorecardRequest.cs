using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace GradeBench.Web.Reviewer;

/// <summary>What of a submission is asked for, by whom.</summary>
/// <param name="Reader">The user's name: what may be shown depends on it.</param>
/// <param name="File">Path of the file to show; null for the one with the most to read.</param>
/// <param name="Changes">Whether the changes from the starter are shown.</param>
/// <param name="Notice">Key of what just worked; null for nothing.</param>
internal sealed record ScorecardRequest(Guid Id, string Reader, string? File = null, int Part = 1, bool Changes = false, string? Notice = null)
{
    private static readonly Dictionary<string, string> Notices = new(StringComparer.Ordinal)
    {
        ["decided"] = "The decision is recorded.",
        ["proposed"] = "The decision is proposed. It counts when somebody else approves it.",
        ["approved"] = "The decision is approved and counts.",
        ["sent-back"] = "The proposal is sent back, with your reason.",
        ["level"] = "Your level is recorded.",
        ["withdrawn"] = "Your level is taken back: the machine’s score stands.",
        ["finished"] = "Your review is finished.",
        ["reopened"] = "Your review is a draft again.",
        ["note"] = "The note is kept.",
        ["note-removed"] = "The note is gone.",
        ["published"] = "The candidate may read your notes now.",
        ["revealed"] = "The name is shown to you, and that you asked for it is in the audit log.",
        ["settled"] = "That is settled.",
    };

    public string? Said => Notice is null ? null : Notices.GetValueOrDefault(Notice);

    public string Address(string anchor) => QueryHelpers.AddQueryString($"/review/submissions/{Id}", new Dictionary<string, string?>
    {
        ["file"] = File,
        ["view"] = Changes ? "changes" : null,
        ["part"] = Part > 1 ? Part.ToString(CultureInfo.InvariantCulture) : null,
        ["notice"] = Notice,
    }.Where(q => q.Value is not null)) + "#" + anchor;
}
