using GradeBench.Core.Runs;
using GradeBench.Core.Submissions;
using Microsoft.AspNetCore.WebUtilities;

namespace GradeBench.Web.Reviewer;

/// <summary>Which submissions the list shows. All of it is in the address, so every view can be linked.</summary>
/// <param name="State">Null for every state.</param>
/// <param name="Assessment">Id; null or empty for all.</param>
/// <param name="Receipt">A receipt number or its end; null or empty for all.</param>
public sealed record SubmissionFilter(RunState? State, string? Assessment, string? Receipt)
{
    public bool Any => State is not null || !string.IsNullOrEmpty(Assessment) || !string.IsNullOrEmpty(Receipt);

    public static RunState? StateOf(string? text) => Enum.TryParse<RunState>(text, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;

    public string Link(int page)
    {
        var query = new Dictionary<string, string?>
        {
            ["state"] = State?.ToString().ToLowerInvariant(),
            ["assessment"] = string.IsNullOrEmpty(Assessment) ? null : Assessment,
            ["receipt"] = string.IsNullOrEmpty(Receipt) ? null : Receipt,
            ["page"] = page > 1 ? page.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        };
        return QueryHelpers.AddQueryString("/review", query.Where(q => q.Value is not null));
    }

    /// <summary>Only the last upload of each attempt counts, so only it is listed.</summary>
    internal IQueryable<Submission> Apply(IQueryable<Submission> submissions)
    {
        var counting = submissions.Where(s => !s.Attempt.Submissions.Any(later => later.Number > s.Number));
        if (State is { } state)
        {
            counting = counting.Where(s => s.Runs.OrderByDescending(r => r.Number).First().State == state);
        }

        if (!string.IsNullOrEmpty(Assessment))
        {
            counting = counting.Where(s => s.Attempt.AssessmentId == Assessment);
        }

        if (!string.IsNullOrEmpty(Receipt))
        {
            var digits = new string([.. Receipt.Where(char.IsAsciiHexDigit)]).ToLowerInvariant();
            var end = Receipt.StartsWith("GB-", StringComparison.OrdinalIgnoreCase) && digits.Length > 0 ? digits[1..] : digits;
            counting = counting.Where(s => s.Id.ToString().Replace("-", "").EndsWith(end));
        }

        return counting;
    }
}
