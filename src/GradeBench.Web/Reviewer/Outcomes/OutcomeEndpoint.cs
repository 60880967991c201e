using GradeBench.Core.Decisions;
using GradeBench.Core.Outcomes;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer.Outcomes;

/// <summary>What became of one candidate after the decision: a page of its own, because reviewers who read code need not know it.</summary>
internal sealed class OutcomeEndpoint(GradeBenchDbContext db, OutcomeService outcomes)
{
    public static Task<IResult> GetAsync(Guid id, string? notice, OutcomeEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.ShowAsync(id, OutcomeForm.Blank, [], notice == "recorded" ? "The outcome is recorded." : null, cancellationToken);

    public static async Task<IResult> PostAsync(Guid id, HttpContext context, OutcomeEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await OutcomeForm.ReadAsync(context.Request, cancellationToken);
        var (made, errors) = form.Check(id);
        if (made is null)
        {
            return await endpoint.ShowAsync(id, form, errors, null, cancellationToken);
        }

        return await endpoint.RecordAsync(made, context.User.Identity!.Name!, cancellationToken) switch
        {
            RecordOutcome.Recorded => TypedResults.LocalRedirect($"/review/submissions/{id}/outcome?notice=recorded"),
            RecordOutcome.NotDecided => await endpoint.ShowAsync(
                id, form, [new(null, "Nobody has decided to advance or decline yet. Decide first, on the scorecard.")], null, cancellationToken),
            _ => TypedResults.NotFound(),
        };
    }

    private Task<RecordOutcome> RecordAsync(NewOutcome made, string actor, CancellationToken cancellationToken) => outcomes.RecordAsync(made, actor, cancellationToken);

    private async Task<IResult> ShowAsync(Guid id, OutcomeForm form, IReadOnlyList<FieldError> errors, string? notice, CancellationToken cancellationToken)
    {
        var found = await db.Submissions.Where(s => s.Id == id).Select(s => new { s.AttemptId, s.Attempt.Assessment.Title }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return TypedResults.NotFound();
        }

        var standing = await db.Decisions
            .Where(d => d.AttemptId == found.AttemptId)
            .OrderByDescending(d => d.DecidedAt).ThenByDescending(d => d.Id)
            .Select(d => (DecisionOutcome?)d.Outcome)
            .FirstOrDefaultAsync(cancellationToken);
        var recorded = await db.HireOutcomes.AsNoTracking()
            .Where(o => o.AttemptId == found.AttemptId)
            .OrderByDescending(o => o.RecordedAt).ThenByDescending(o => o.Id)
            .ToListAsync(cancellationToken);

        return Page.Show<OutcomePage, OutcomeModel>(
            new(id, ReceiptNumber.Of(id), found.Title, standing, recorded, form, errors, notice),
            errors.Count == 0 ? StatusCodes.Status200OK : errors[0].Field is null ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }
}

/// <param name="Standing">The decision that stands; null while there is none.</param>
/// <param name="Recorded">The latest first; that one stands.</param>
/// <param name="Notice">What just worked; null for nothing.</param>
public sealed record OutcomeModel(
    Guid Id, string Receipt, string Assessment, DecisionOutcome? Standing, IReadOnlyList<HireOutcome> Recorded, OutcomeForm Form,
    IReadOnlyList<FieldError> Errors, string? Notice);
