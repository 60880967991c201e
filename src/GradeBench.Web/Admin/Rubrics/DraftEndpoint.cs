using System.Globalization;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin.Rubrics;

/// <summary>
/// The editor: a form and the text side by side, both ways of saying the same. The text is what is stored; the form edits
/// values in it. Works without scripts; with them both sides follow each other.
/// </summary>
internal sealed class DraftEndpoint(GradeBenchDbContext db, RubricDrafts drafts, RubricCheck check, DraftPreview preview, IWebHostEnvironment environment)
{
    public static async Task<IResult> GetAsync(Guid id, string? notice, DraftEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.FindAsync(id, cancellationToken) switch
        {
            null => TypedResults.NotFound(),
            { State: RubricDraftState.Proposed } => TypedResults.LocalRedirect($"/admin/rubrics/drafts/{id}/publish"),
            { State: RubricDraftState.Published, PublishedId: { } version } => TypedResults.LocalRedirect($"/admin/rubrics/versions/{version}"),
            { State: RubricDraftState.Discarded } => TypedResults.NotFound(),
            var draft => await endpoint.ShowAsync(draft, draft.Yaml, draft.Reason, [], notice == "saved" ? "The draft is saved." : null, 200, cancellationToken),
        };

    /// <summary>What the page would look like for a text that is not saved: checks, form and preview come from one place.</summary>
    public static async Task<IResult> LookAsync(Guid id, HttpContext context, DraftEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.FindAsync(id, cancellationToken) is { } draft
            ? await endpoint.ShowAsync(draft, form["yaml"].ToString().ReplaceLineEndings("\n"), form["reason"].ToString(), [], null, 200, cancellationToken)
            : TypedResults.NotFound();
    }

    public static async Task<IResult> SaveAsync(Guid id, HttpContext context, DraftEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.FindAsync(id, cancellationToken) is { } draft
            ? await endpoint.SaveAsync(draft, form, context.User.Identity!.Name!, cancellationToken)
            : TypedResults.NotFound();
    }

    public static async Task<IResult> DiscardAsync(Guid id, HttpContext context, RubricDrafts drafts, CancellationToken cancellationToken) =>
        await drafts.DiscardAsync(id, context.User.Identity!.Name!, cancellationToken)
            ? TypedResults.LocalRedirect("/admin/rubrics?notice=discarded")
            : TypedResults.NotFound();

    /// <summary>What the editor offers while one types.</summary>
    public static async Task<IResult> WordsAsync(Guid id, GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        if (await db.RubricDrafts.Where(d => d.Id == id).Select(d => d.Assessment.CurrentPackVersion.Behaviours).SingleOrDefaultAsync(cancellationToken) is not { } behaviours)
        {
            return TypedResults.NotFound();
        }

        var published = await db.RubricVersions.Select(r => r.Yaml).ToListAsync(cancellationToken);
        return TypedResults.Json(RubricWords.Of(behaviours, published));
    }

    private Task<RubricDraft?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.RubricDrafts.AsNoTracking().Include(d => d.BasedOn).Include(d => d.Assessment).SingleOrDefaultAsync(d => d.Id == id, cancellationToken);

    private async Task<IResult> SaveAsync(RubricDraft draft, IFormCollection form, string actor, CancellationToken cancellationToken)
    {
        var reason = form["reason"].ToString();
        var yaml = Edited(form["yaml"].ToString().ReplaceLineEndings("\n"), form, out var anchor);
        if (yaml is null)
        {
            return await ShowAsync(draft, form["yaml"].ToString(), reason, [new("yaml", "The text is not laid out so that a form could change it there. Change the text itself.")], null, 422, cancellationToken);
        }

        if (!int.TryParse(form["revision"], CultureInfo.InvariantCulture, out var revision)) revision = 0;
        return await drafts.SaveAsync(draft.Id, revision, yaml, reason, actor, cancellationToken) switch
        {
            SaveOutcome.Saved when form["act"] == "publish" => TypedResults.LocalRedirect($"/admin/rubrics/drafts/{draft.Id}/publish"),
            SaveOutcome.Saved => TypedResults.LocalRedirect($"/admin/rubrics/drafts/{draft.Id}?notice=saved{anchor}"),
            SaveOutcome.Overtaken => await ShowAsync(
                draft, yaml, reason, [new("yaml", $"{draft.EditedBy} saved this draft meanwhile, so yours was not stored. Copy your text, reload the page and put in what is missing.")], null, 409, cancellationToken),
            SaveOutcome.TooLong => await ShowAsync(draft, yaml, reason, [new("yaml", $"A rubric has at most {RubricDrafts.LongestText / 1024} KiB, a reason at most {RubricDraft.LongestReason} characters. Shorten it.")], null, 422, cancellationToken),
            _ => TypedResults.LocalRedirect("/admin/rubrics"),
        };
    }

    /// <summary>The text with what the pressed button does to it. Null when the text has no place for that.</summary>
    private static string? Edited(string yaml, IFormCollection form, out string anchor)
    {
        anchor = "";
        var act = form["act"].ToString().Split(':');
        var at = act.Skip(1).Select(n => int.TryParse(n, CultureInfo.InvariantCulture, out var i) ? i : -1).ToArray();
        if (act[0] is not ("" or "save" or "publish"))
        {
            yaml = RubricEdits.Replace(yaml, form.Where(f => f.Key.StartsWith("f.", StringComparison.Ordinal)).ToDictionary(f => f.Key[2..], f => f.Value.ToString()));
            anchor = at.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"#criterion-{at[0]}") : "#form";
        }

        return (act[0], at) switch
        {
            ("add-criterion", _) => RubricEdits.AddCriterion(yaml),
            ("remove-criterion", [var criterion]) => RubricEdits.RemoveCriterion(yaml, criterion),
            ("add-level", [var criterion]) => RubricEdits.AddLevel(yaml, criterion),
            ("remove-level", [var criterion, var level]) => RubricEdits.RemoveLevel(yaml, criterion, level),
            _ => yaml,
        };
    }

    private async Task<IResult> ShowAsync(
        RubricDraft draft, string yaml, string reason, IReadOnlyList<FieldError> errors, string? notice, int status, CancellationToken cancellationToken)
    {
        var loading = await check.ReadAsync(draft.AssessmentId, yaml, cancellationToken);
        var rubric = (loading as RubricLoading.Loaded)?.Rubric;
        return Page.Show<DraftPage, DraftModel>(
            new(
                draft, yaml, reason, RubricEdits.Outline(yaml), (loading as RubricLoading.Rejected)?.Problems ?? [],
                rubric is null ? null : await preview.OfAsync(rubric, cancellationToken),
                errors, notice, environment.WebRootFileProvider.GetFileInfo("built/rubric-editor.js").Exists),
            status);
    }
}

/// <param name="Yaml">The text that is looked at, saved or not.</param>
/// <param name="Outline">Null when the text is not YAML.</param>
/// <param name="Preview">Null when nothing is pinned or the text has problems.</param>
/// <param name="HasEditor">Whether the editor script was built (it needs node); without it the text is a plain field.</param>
public sealed record DraftModel(
    RubricDraft Draft, string Yaml, string Reason, RubricOutline? Outline, IReadOnlyList<RubricProblem> Problems,
    IReadOnlyList<DryRunRow>? Preview, IReadOnlyList<FieldError> Errors, string? Notice, bool HasEditor);
