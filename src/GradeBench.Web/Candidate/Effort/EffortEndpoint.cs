using System.Globalization;
using GradeBench.Core.Cohorts.Effort;

namespace GradeBench.Web.Candidate.Effort;

/// <summary>Takes what a candidate says of how long they worked. Saying nothing, or taking it back, is as good an answer.</summary>
internal static class EffortEndpoint
{
    public static async Task<IResult> PostAsync(
        string token, int number, HttpContext context, StatedEfforts efforts, SubmissionEndpoint submission, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var text = form["hours"].ToString().Trim();
        decimal? hours = null;
        if (text.Length > 0)
        {
            // A comma is how half of Europe writes it, and no hours have thousands.
            if (!decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var said) || !EffortBands.Allows(said))
            {
                return await submission.ShowAsync(
                    token, number, [new("hours", $"Say the hours in halves, from 0.5 to {EffortBands.Most:0}, or leave the field empty.")], null,
                    StatusCodes.Status422UnprocessableEntity, cancellationToken);
            }

            hours = said;
        }

        return await efforts.StateAsync(token, hours, cancellationToken)
            ? TypedResults.LocalRedirect($"/c/{token}/submissions/{number}?notice={(hours is null ? "effort-none" : "effort")}#effort")
            : TypedResults.NotFound();
    }
}
