using System.Globalization;
using GradeBench.Core.Decisions;
using GradeBench.Core.Reviews;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace GradeBench.Web.Reviewer.Queue;

/// <summary>Where a submission stands between its reviewers.</summary>
public enum ReviewProgress
{
    /// <summary>Waits for the one who asks: graded, undecided, not reviewed by them, and not by two others.</summary>
    Waiting,

    /// <summary>The one who asks has begun or finished a review of it.</summary>
    Mine,

    Unreviewed,

    /// <summary>One finished review, no decision, and the one who asks did not write it.</summary>
    Second,

    /// <summary>Finished reviews differ and nobody has settled it.</summary>
    Differ,

    /// <summary>Somebody else has proposed a decision, and it waits for a second person.</summary>
    Approval,
}

/// <summary>Which submissions the queue shows. All of it is in the address, so every view can be linked.</summary>
/// <param name="Receipt">A receipt number or its end; empty for all.</param>
/// <param name="Decision">An outcome's name or <c>none</c>; empty for all.</param>
/// <param name="Newest">By time of receipt instead of the reviewer's own random order.</param>
public sealed record QueueFilter(RunState? State, string Assessment, string Receipt, string Decision, ReviewProgress? Review, bool Newest)
{
    public const string Undecided = "none";

    public bool Any => State is not null || Review is not null || Assessment.Length + Receipt.Length + Decision.Length > 0;

    private DecisionOutcome? Outcome => Named<DecisionOutcome>(Decision);

    public static QueueFilter Of(IQueryCollection query)
    {
        var decision = query["decision"].ToString();
        return new(
            Named<RunState>(query["state"]), query["assessment"].ToString(), query["receipt"].ToString().Trim(),
            decision == Undecided || Named<DecisionOutcome>(decision) is not null ? decision : "",
            Named<ReviewProgress>(query["review"]), query["order"] == "newest");
    }

    public string Link(int page) => Address("/review", page);

    /// <summary>The same view under another path, such as a file to download.</summary>
    public string Address(string path, int page = 1) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["state"] = State?.ToString().ToLowerInvariant(),
        ["assessment"] = Assessment,
        ["receipt"] = Receipt,
        ["decision"] = Decision,
        ["review"] = Review?.ToString().ToLowerInvariant(),
        ["order"] = Newest ? "newest" : null,
        ["page"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
    }.Where(q => !string.IsNullOrEmpty(q.Value)));

    internal IQueryable<QueueEntry> Apply(IQueryable<QueueEntry> entries, string reviewer, GradeBenchDbContext db)
    {
        if (State is { } state) entries = entries.Where(e => e.State == state);
        if (Assessment.Length > 0) entries = entries.Where(e => e.AssessmentId == Assessment);
        if (Decision == Undecided) entries = entries.Where(e => e.Decision == null);
        else if (Outcome is { } outcome) entries = entries.Where(e => e.Decision == outcome);
        if (Receipt.Length > 0)
        {
            var digits = new string([.. Receipt.Where(char.IsAsciiHexDigit)]).ToLowerInvariant();
            var end = Receipt.StartsWith("GB-", StringComparison.OrdinalIgnoreCase) && digits.Length > 0 ? digits[1..] : digits;
            entries = entries.Where(e => e.SubmissionId.ToString().Replace("-", "").EndsWith(end));
        }

        return Review switch
        {
            ReviewProgress.Waiting => entries.WaitingFor(reviewer),
            ReviewProgress.Mine => entries.Where(e => e.Reviewers.Contains(reviewer)),
            ReviewProgress.Unreviewed => entries.Where(e => e.FinishedBy.Count == 0),
            ReviewProgress.Second => entries.Where(e =>
                e.FinishedBy.Count == 1 && !e.FinishedBy.Contains(reviewer) && (e.Decision == null || e.Decision == DecisionOutcome.Hold)),
            ReviewProgress.Differ => entries.Where(e => e.Disagreements > 0),
            ReviewProgress.Approval => entries.Where(e => db.DecisionProposals.Any(p =>
                p.AttemptId == e.AttemptId && p.SubmissionId == e.SubmissionId && p.State == ProposalState.Open && p.ProposedBy != reviewer)),
            _ => entries,
        };
    }

    internal IOrderedQueryable<QueueEntry> Order(IQueryable<QueueEntry> entries, string reviewer)
    {
        var seed = QueueOrder.SeedOf(reviewer);
        return Newest
            ? entries.OrderByDescending(e => e.ReceivedAt).ThenBy(e => e.SubmissionId)
            : entries.OrderBy(e => QueueOrder.Place(e.SubmissionId, seed)).ThenBy(e => e.SubmissionId);
    }

    private static T? Named<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text![0]) ? value : null;
}
