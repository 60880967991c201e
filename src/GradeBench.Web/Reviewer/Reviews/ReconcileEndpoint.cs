using System.Globalization;
using GradeBench.Core.Decisions;
using GradeBench.Core.Reviews;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer.Reviews;

/// <summary>The criteria on which finished reviews differ, and nothing else.</summary>
internal sealed class ReconcileEndpoint(GradeBenchDbContext db, ScorecardEndpoint scorecards, ReviewService service)
{
    public static Task<IResult> GetAsync(Guid id, string? notice, HttpContext context, ReconcileEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.ShowAsync(id, context.User.Identity!.Name!, null, notice == "settled" ? "That is settled." : null, cancellationToken);

    public static async Task<IResult> PostAsync(Guid id, HttpContext context, ReconcileEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.SettleAsync(
            id, form["criterion"].ToString(), form["level"].ToString(), form["reason"].ToString().Trim(), context.User.Identity!.Name!, cancellationToken);
    }

    private async Task<IResult> SettleAsync(Guid id, string criterion, string chosen, string reason, string reader, CancellationToken cancellationToken)
    {
        int? level = int.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var failed = new FailedReview("settle", criterion, chosen, reason, false, [.. Check(criterion, chosen, level, reason)]);
        if (failed.Errors.Count > 0)
        {
            return await ShowAsync(id, reader, failed, null, cancellationToken);
        }

        return await service.SettleAsync(id, criterion, level, reason, reader, cancellationToken) switch
        {
            ReviewOutcome.Done => TypedResults.LocalRedirect($"/review/submissions/{id}/reconcile?notice=settled"),
            ReviewOutcome.NotYours => await ShowAsync(id, reader, failed with { Errors = [new(null, "Finish a review of your own first; then you can settle what differs.")] }, null, cancellationToken),
            ReviewOutcome.Superseded => await ShowAsync(id, reader, failed with { Errors = [new(null, "The candidate has uploaded again meanwhile, and that upload counts. Review that one.")] }, null, cancellationToken),
            _ => TypedResults.NotFound(),
        };
    }

    private static IEnumerable<Shared.Components.FieldError> Check(string criterion, string chosen, int? level, string reason)
    {
        if (level is null ? chosen != "machine" : level is < 1 or > 10)
        {
            yield return new($"level-{criterion}", "Choose the level that counts.");
        }

        if (reason.Length is < ReviewLevel.ShortestReason or > ReviewLevel.LongestReason)
        {
            yield return new($"reason-{criterion}", $"Say why, in {ReviewLevel.ShortestReason} to {ReviewLevel.LongestReason} characters.");
        }
    }

    private async Task<IResult> ShowAsync(Guid id, string reader, FailedReview? failed, string? notice, CancellationToken cancellationToken)
    {
        if (await scorecards.FindScorecardAsync(id, cancellationToken) is not { } scorecard)
        {
            return TypedResults.NotFound();
        }

        var entry = await db.QueueEntries.AsNoTracking().SingleOrDefaultAsync(e => e.SubmissionId == id, cancellationToken);
        var decided = entry?.Decision is DecisionOutcome.Advance or DecisionOutcome.Decline;
        var review = await ReviewModel.ReadAsync(db, id, scorecard, entry is not null, reader, decided, failed, cancellationToken);

        return Page.Show<ReconcilePage, ReconcileModel>(
            new(id, ReceiptNumber.Of(id), review, notice), failed is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}

/// <param name="Notice">What just worked; null for nothing.</param>
public sealed record ReconcileModel(Guid Id, string Receipt, ReviewModel Review, string? Notice)
{
    /// <summary>What differs still, then what was settled.</summary>
    public IReadOnlyList<ReviewedCriterion> Differing =>
        [.. (Review.Reviewed?.Criteria ?? []).Where(c => c.Level is null || c.Settled is not null).OrderBy(c => c.Settled is not null)];
}
