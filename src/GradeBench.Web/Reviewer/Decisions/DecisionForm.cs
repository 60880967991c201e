using GradeBench.Core.Decisions;
using GradeBench.Rubrics;
using GradeBench.Web.Shared.Components;

namespace GradeBench.Web.Reviewer.Decisions;

/// <summary>A decision as it was filled in, so that nobody types a reason twice.</summary>
public sealed record DecisionForm(string Outcome, string Criterion, string Reason)
{
    /// <summary>Why a colleague's proposal should not count, as it was filled in.</summary>
    public string SendBack { get; init; } = "";

    public static DecisionForm Blank { get; } = new("", "", "");

    internal DecisionOutcome? Chosen => Enum.GetValues<DecisionOutcome>().Where(o => o.ToString() == Outcome).Select(o => (DecisionOutcome?)o).FirstOrDefault();

    internal static async Task<DecisionForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        return new(form["outcome"].ToString(), form["criterion"].ToString(), form["reason"].ToString().Trim());
    }

    internal List<FieldError> Check(Scorecard scorecard)
    {
        var errors = new List<FieldError>();
        if (Chosen is null)
        {
            errors.Add(new("outcome", "Choose advance, hold or decline."));
        }

        if (scorecard.Criteria.All(c => c.Id != Criterion))
        {
            errors.Add(new("criterion", "Choose the criterion your reason is about."));
        }

        if (Reason.Length is < Decision.ShortestReason or > Decision.LongestReason)
        {
            errors.Add(new("reason", $"Give a reason that is about the job, {Decision.ShortestReason} to {Decision.LongestReason} characters."));
        }

        return errors;
    }
}
