using System.Globalization;
using GradeBench.Core.Adjustments;

namespace GradeBench.Web.Candidate;

/// <summary>Takes a wish for other conditions; staff answers it apart from everything that is graded.</summary>
internal static class AdjustmentEndpoint
{
    /// <summary>The choices of the form; null is something other than time.</summary>
    public static IReadOnlyList<(string Value, string Text, int? Percent)> Wishes { get; } =
    [
        ("25", "A quarter more time", 25), ("50", "Half as much time again", 50), ("100", "Twice the time", 100),
        ("other", "Something else, which I describe below", null),
    ];

    public static async Task<IResult> PostAsync(
        string token, HttpContext context, AdjustmentService adjustments, CandidateZone zone, InvitationEndpoint invitation,
        CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        await zone.RememberAsync(token, form["zone"], cancellationToken);
        var wish = form["wish"].ToString();
        if (Wishes.All(w => w.Value != wish))
        {
            return await invitation.ShowAsync(
                token, [new("wish-25", "Choose what would help you.")], StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        int? percent = int.TryParse(wish, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        return await adjustments.RequestAsync(token, percent, form["reason"], cancellationToken) switch
        {
            RequestOutcome.Requested => TypedResults.LocalRedirect($"/c/{token}?notice=adjustment#adjustment"),
            RequestOutcome.StillOpen => await invitation.ShowAsync(
                token, [new("adjustment", "Your earlier request waits for its answer, so this one was not stored. You will see the answer on this page.")],
                StatusCodes.Status409Conflict, cancellationToken),
            _ => TypedResults.NotFound(),
        };
    }
}
