using GradeBench.Core.Decisions;

namespace GradeBench.Web.Reviewer.Decisions;

/// <summary>A second person approves a proposed decision, or sends it back with a reason.</summary>
internal static class ApprovalEndpoint
{
    public static async Task<IResult> ApproveAsync(
        Guid id, HttpContext context, ScorecardEndpoint scorecard, DecisionApproval approval, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var reader = context.User.Identity!.Name!;
        return Guid.TryParse(form["proposal"], out var proposal)
            ? await AnswerAsync(new(id, reader), await approval.ApproveAsync(id, proposal, reader, cancellationToken), scorecard, cancellationToken)
            : TypedResults.NotFound();
    }

    public static async Task<IResult> SendBackAsync(
        Guid id, HttpContext context, ScorecardEndpoint scorecard, DecisionApproval approval, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (reader, reason) = (context.User.Identity!.Name!, form["reason"].ToString().Trim());
        if (!Guid.TryParse(form["proposal"], out var proposal))
        {
            return TypedResults.NotFound();
        }

        return reason.Length is < Decision.ShortestReason or > Decision.LongestReason
            ? await RefuseAsync(
                new(id, reader), "back-reason", $"Say why it should not count, in {Decision.ShortestReason} to {Decision.LongestReason} characters.", reason, scorecard, cancellationToken)
            : await AnswerAsync(
                new(id, reader), await approval.SendBackAsync(id, proposal, reason, reader, cancellationToken), scorecard, cancellationToken);
    }

    private static async Task<IResult> AnswerAsync(
        ScorecardRequest asked, ApprovalOutcome outcome, ScorecardEndpoint scorecard, CancellationToken cancellationToken) => outcome switch
        {
            ApprovalOutcome.Approved => TypedResults.LocalRedirect($"/review/submissions/{asked.Id}?notice=approved#decision"),
            ApprovalOutcome.SentBack => TypedResults.LocalRedirect($"/review/submissions/{asked.Id}?notice=sent-back#decision"),
            ApprovalOutcome.Own => await RefuseAsync(
                asked, null, "You proposed this, so somebody else has to approve it.", "", scorecard, cancellationToken),
            ApprovalOutcome.Closed => await RefuseAsync(
                asked, null, "Somebody has answered or replaced this proposal meanwhile. What stands now is shown below.", "", scorecard, cancellationToken),
            ApprovalOutcome.Superseded later => await scorecard.ShowAsync(
                asked, new(DecisionForm.Blank, [new(null, "The candidate has uploaded again meanwhile, and that upload counts. Read it before you decide.")], later.LastSubmissionId), null, cancellationToken),
            _ => TypedResults.NotFound(),
        };

    private static Task<IResult> RefuseAsync(
        ScorecardRequest asked, string? field, string message, string reason, ScorecardEndpoint scorecard, CancellationToken cancellationToken) =>
        scorecard.ShowAsync(asked, new(DecisionForm.Blank with { SendBack = reason }, [new(field, message)]), null, cancellationToken);
}
