using GradeBench.Core.Decisions;

namespace GradeBench.Web.Reviewer.Decisions;

/// <summary>Records what a reviewer decides, or shows the scorecard again with what is missing.</summary>
internal static class DecisionEndpoint
{
    public static async Task<IResult> PostAsync(
        Guid id, HttpContext context, ScorecardEndpoint scorecard, DecisionService decisions, CancellationToken cancellationToken)
    {
        var reader = context.User.Identity!.Name!;
        var form = await DecisionForm.ReadAsync(context.Request, cancellationToken);
        if (await scorecard.FindScorecardAsync(id, cancellationToken) is not { } graded)
        {
            return TypedResults.NotFound();
        }

        if (form.Check(graded) is { Count: > 0 } errors)
        {
            return await scorecard.ShowAsync(new(id, reader), new(form, errors), null, cancellationToken);
        }

        var outcome = await decisions.DecideAsync(new(id, form.Chosen!.Value, form.Criterion, form.Reason), reader, cancellationToken);
        return outcome switch
        {
            DecideOutcome.Decided => TypedResults.LocalRedirect($"/review/submissions/{id}?notice=decided#decision"),
            DecideOutcome.Proposed => TypedResults.LocalRedirect($"/review/submissions/{id}?notice=proposed#decision"),
            DecideOutcome.Superseded later => await scorecard.ShowAsync(
                new(id, reader), new(form, [new(null, "The candidate has uploaded again meanwhile, and that upload counts. Read it before you decide.")], later.LastSubmissionId), null, cancellationToken),
            _ => TypedResults.NotFound(),
        };
    }
}

/// <summary>A decision that could not be recorded.</summary>
/// <param name="Later">The upload that counts instead, when that is why.</param>
internal sealed record FailedDecision(DecisionForm Form, IReadOnlyList<Shared.Components.FieldError> Errors, Guid? Later = null);
