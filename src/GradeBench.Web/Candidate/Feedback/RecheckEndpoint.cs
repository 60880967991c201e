using GradeBench.Core.Feedback;
using GradeBench.Web.Shared.Components;

namespace GradeBench.Web.Candidate.Feedback;

/// <summary>Takes the wish that a person looks again at one criterion.</summary>
internal static class RecheckEndpoint
{
    public static async Task<IResult> PostAsync(
        string token, int number, HttpContext context, RecheckService rechecks, SubmissionEndpoint submission, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var criterion = form["criterion"].ToString();
        return await rechecks.RequestAsync(token, number, criterion, form["reason"], cancellationToken) switch
        {
            RecheckOutcome.Requested => TypedResults.LocalRedirect($"/c/{token}/submissions/{number}?notice=recheck#feedback"),
            RecheckOutcome.RequestedBefore => TypedResults.LocalRedirect($"/c/{token}/submissions/{number}#feedback"),
            RecheckOutcome.NoReason => await submission.ShowAsync(
                token, number, [new FieldError("feedback", "Say what you think was overlooked, so that a person can look at it.")], null,
                StatusCodes.Status422UnprocessableEntity, cancellationToken),
            _ => TypedResults.NotFound(),
        };
    }
}
