using GradeBench.Core.Rubrics;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin.Rubrics;

/// <summary>What a draft changes, what it would have done to every past submission, and the way into force.</summary>
internal sealed class PublishEndpoint(
    GradeBenchDbContext db, RubricCheck check, RubricShelf shelf, RubricDryRuns dryRuns, RubricPublishing publishing)
{
    private const int PageSize = 50;

    public static async Task<IResult> GetAsync(Guid id, int? page, string? notice, HttpContext context, PublishEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ShowAsync(id, page, context, [], notice switch
        {
            "tried" => "Every past submission was scored with the draft.",
            "proposed" => "A second person has to agree now.",
            "sent-back" => "The draft can be edited again.",
            _ => null,
        }, 200, cancellationToken);

    public static async Task<IResult> DryRunAsync(Guid id, HttpContext context, PublishEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.TryAsync(id, context, cancellationToken);

    public static async Task<IResult> PublishAsync(Guid id, HttpContext context, PublishEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.AnswerAsync(id, await endpoint.PublishAsync(id, context, cancellationToken), context, cancellationToken);

    public static async Task<IResult> ApproveAsync(Guid id, HttpContext context, PublishEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.AnswerAsync(id, await endpoint.ApproveAsync(id, context, cancellationToken), context, cancellationToken);

    public static async Task<IResult> SendBackAsync(Guid id, HttpContext context, RubricPublishing publishing, CancellationToken cancellationToken) =>
        await publishing.SendBackAsync(id, Name(context), cancellationToken)
            ? TypedResults.LocalRedirect($"/admin/rubrics/drafts/{id}/publish?notice=sent-back")
            : TypedResults.NotFound();

    private Task<PublishOutcome> PublishAsync(Guid id, HttpContext context, CancellationToken cancellationToken) =>
        publishing.PublishAsync(id, Name(context), cancellationToken);

    private Task<PublishOutcome> ApproveAsync(Guid id, HttpContext context, CancellationToken cancellationToken) =>
        publishing.ApproveAsync(id, Name(context), cancellationToken);

    private async Task<IResult> TryAsync(Guid id, HttpContext context, CancellationToken cancellationToken)
    {
        var draft = await db.RubricDrafts.AsNoTracking()
            .SingleOrDefaultAsync(d => d.Id == id && (d.State == RubricDraftState.Open || d.State == RubricDraftState.Proposed), cancellationToken);
        if (draft is null)
        {
            return TypedResults.NotFound();
        }

        if (await check.ReadAsync(draft.AssessmentId, draft.Yaml, cancellationToken) is not RubricLoading.Loaded { Rubric: var rubric })
        {
            return await ShowAsync(id, 1, context, [new(null, "The draft has problems and cannot be tried yet. Go back to it and put them right.")], null, 422, cancellationToken);
        }

        await dryRuns.RunAsync(id, rubric, Name(context), cancellationToken);
        return TypedResults.LocalRedirect($"/admin/rubrics/drafts/{id}/publish?notice=tried");
    }

    private async Task<IResult> AnswerAsync(Guid id, PublishOutcome outcome, HttpContext context, CancellationToken cancellationToken) => outcome switch
    {
        PublishOutcome.Published published => TypedResults.LocalRedirect($"/admin/rubrics/versions/{published.VersionId}?notice=published"),
        PublishOutcome.Proposed => TypedResults.LocalRedirect($"/admin/rubrics/drafts/{id}/publish?notice=proposed"),
        PublishOutcome.NotOpen => TypedResults.NotFound(),
        _ => await ShowAsync(id, 1, context, [new(null, outcome switch
        {
            PublishOutcome.NotValid => "The draft has problems and cannot be published yet. Go back to it and put them right.",
            PublishOutcome.NoReason => $"Nobody said why the rules change. Go back to the draft and write a reason of {RubricPublishing.ShortestReason} characters or more.",
            PublishOutcome.NoDryRun => "This very text was not tried on past submissions within the last 24 hours under the bar in force. Try it, read what it does, then publish.",
            PublishOutcome.SamePerson => "Somebody else has to agree: you wrote or proposed this draft. Any other administrator can.",
            _ => throw new InvalidOperationException("A closed set of cases grew."),
        })], null, 409, cancellationToken),
    };

    private async Task<IResult> ShowAsync(
        Guid id, int? page, HttpContext context, IReadOnlyList<FieldError> errors, string? notice, int status, CancellationToken cancellationToken)
    {
        var draft = await db.RubricDrafts.AsNoTracking().Include(d => d.BasedOn).Include(d => d.Assessment)
            .SingleOrDefaultAsync(d => d.Id == id && (d.State == RubricDraftState.Open || d.State == RubricDraftState.Proposed), cancellationToken);
        if (draft is null)
        {
            return TypedResults.NotFound();
        }

        var loading = await check.ReadAsync(draft.AssessmentId, draft.Yaml, cancellationToken);
        var rubric = (loading as RubricLoading.Loaded)?.Rubric;
        var standing = rubric is null ? null : await dryRuns.StandingAsync(id, rubric.ContentHash, cancellationToken);
        var run = standing is null ? null : await db.RubricDryRuns.AsNoTracking().SingleAsync(r => r.Id == standing.Id, cancellationToken);
        var number = Math.Clamp(page ?? 1, 1, Math.Max(1, ((run?.Submissions ?? 0) + PageSize - 1) / PageSize));
        var name = Name(context);

        return Page.Show<PublishPage, PublishModel>(
            new(
                draft, (loading as RubricLoading.Rejected)?.Problems ?? [],
                rubric is null ? null : RubricDiff.Between(shelf.Of(draft.BasedOn), rubric),
                run, number, PageSize, name != draft.ProposedBy && name != draft.EditedBy, errors, notice),
            status);
    }

    private static string Name(HttpContext context) => context.User.Identity!.Name!;
}

/// <param name="Changes">Null when the draft has problems.</param>
/// <param name="Run">The dry run that publishing would rest on; null when this very text was not tried.</param>
/// <param name="MayAgree">Whether the reader is a second person for this draft.</param>
public sealed record PublishModel(
    RubricDraft Draft, IReadOnlyList<RubricProblem> Problems, IReadOnlyList<RubricChange>? Changes, RubricDryRun? Run, int Page, int PageSize,
    bool MayAgree, IReadOnlyList<FieldError> Errors, string? Notice)
{
    public IReadOnlyList<DryRunRow> Rows => Run is null ? [] : [.. Run.Report.Rows.Skip((Page - 1) * PageSize).Take(PageSize)];
}
