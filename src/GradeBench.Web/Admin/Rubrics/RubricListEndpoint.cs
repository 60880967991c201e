using System.Globalization;
using GradeBench.Core.Audit;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using GradeBench.Web.Shared.Components;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin.Rubrics;

/// <summary>Every assessment with its rubric's versions, its drafts and the bar its dry runs look at.</summary>
internal sealed class RubricListEndpoint(GradeBenchDbContext db, RubricDryRuns dryRuns, AuditTrail audit)
{
    public static async Task<IResult> GetAsync(string? notice, RubricListEndpoint endpoint, CancellationToken cancellationToken) =>
        Page.Show<RubricListPage, RubricListModel>(await endpoint.ReadAsync(
            notice switch { "discarded" => "The draft was discarded.", "settings" => "The settings are saved.", _ => null }, [], cancellationToken));

    public static async Task<IResult> PostSettingsAsync(string assessment, HttpContext context, RubricListEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.SaveSettingsAsync(assessment, form["bar"].ToString(), form["pinned"].ToString(), context.User.Identity!.Name!, cancellationToken);
    }

    private async Task<IResult> SaveSettingsAsync(string assessment, string bar, string pinned, string actor, CancellationToken cancellationToken)
    {
        if (!await db.Assessments.AnyAsync(a => a.Id == assessment, cancellationToken))
        {
            return TypedResults.NotFound();
        }

        var errors = new List<FieldError>();
        if (!decimal.TryParse(bar, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var level) || level is < 1 or > 10 || decimal.Round(level, 1) != level)
        {
            errors.Add(new($"bar-{assessment}", "The bar is a score from 1.0 to 10.0 with at most one decimal."));
        }

        var numbers = pinned.Split([' ', ',', '\n', '\r', ';'], StringSplitOptions.RemoveEmptyEntries);
        var found = await FindAsync(assessment, numbers, cancellationToken);
        if (numbers.Length > RubricSettings.MostPinned || found.Count != numbers.Length)
        {
            errors.Add(new($"pinned-{assessment}", $"Pin up to {RubricSettings.MostPinned} graded submissions of this assessment by their receipt numbers, such as GB-3F2A-91BC-77D0."));
        }

        if (errors.Count > 0)
        {
            return Page.Show<RubricListPage, RubricListModel>(await ReadAsync(null, errors, cancellationToken), StatusCodes.Status422UnprocessableEntity);
        }

        var settings = await db.RubricSettings.SingleOrDefaultAsync(s => s.AssessmentId == assessment, cancellationToken);
        if (settings is null)
        {
            db.RubricSettings.Add(settings = new RubricSettings { AssessmentId = assessment, Bar = level, Pinned = [] });
        }

        settings.Bar = level;
        settings.Pinned = [.. found];
        audit.Add(actor, "rubric.settings-changed", $"assessment {assessment}", new { bar = level, pinned = found });
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.LocalRedirect("/admin/rubrics?notice=settings");
    }

    private async Task<List<Guid>> FindAsync(string assessment, string[] numbers, CancellationToken cancellationToken)
    {
        var ends = numbers.Select(n => n.Replace("GB", "", StringComparison.OrdinalIgnoreCase).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()).ToArray();
        if (ends.Any(e => e.Length != 12 || !e.All(char.IsAsciiHexDigit)))
        {
            return [];
        }

        return await db.Submissions
            .Where(s => s.Attempt.AssessmentId == assessment && ends.Contains(s.ReceiptDigits) && s.Runs.Any(r => r.State == RunState.Graded))
            .Select(s => s.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task<RubricListModel> ReadAsync(string? notice, IReadOnlyList<FieldError> errors, CancellationToken cancellationToken)
    {
        var assessments = await db.Assessments.OrderBy(a => a.Title).Select(a => new { a.Id, a.Title, a.CurrentRubricVersionId }).ToListAsync(cancellationToken);
        var versions = await db.RubricVersions.OrderByDescending(r => r.PublishedAt)
            .Select(r => new { r.Id, r.AssessmentId, r.Version, r.PublishedAt, r.PublishedBy, Rescoring = db.Rescorings.Where(s => s.RubricVersionId == r.Id).Select(s => (RescoringState?)s.State).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        var drafts = await db.RubricDrafts
            .Where(d => d.State == RubricDraftState.Open || d.State == RubricDraftState.Proposed)
            .OrderByDescending(d => d.EditedAt)
            .Select(d => new { d.AssessmentId, Row = new DraftRow(d.Id, d.BasedOn.Version, d.State, d.EditedBy, d.EditedAt) })
            .ToListAsync(cancellationToken);

        var rows = new List<AssessmentRubrics>();
        foreach (var assessment in assessments)
        {
            var settings = await dryRuns.SettingsAsync(assessment.Id, cancellationToken);
            rows.Add(new(
                assessment.Id, assessment.Title, settings.Bar, settings.Pinned,
                [.. drafts.Where(d => d.AssessmentId == assessment.Id).Select(d => d.Row)],
                [.. versions.Where(v => v.AssessmentId == assessment.Id).Select(v => new VersionRow(
                    v.Id, v.Version, VersionState.Of(v.Id == assessment.CurrentRubricVersionId, v.PublishedBy, v.PublishedAt, versions.First(c => c.Id == assessment.CurrentRubricVersionId).PublishedAt),
                    v.PublishedAt, v.PublishedBy, v.Rescoring))]));
        }

        return new(rows, notice, errors);
    }
}

/// <summary>What a published version is today.</summary>
public static class VersionState
{
    public const string InForce = "In force";

    public const string Retired = "Retired";

    /// <summary>It came with a pack after somebody had published a version here, so it waits to be looked at.</summary>
    public const string HeldBack = "Not in force: came with a pack";

    public static string Of(bool inForce, string by, DateTimeOffset publishedAt, DateTimeOffset currentSince) =>
        inForce ? InForce : by == RubricVersion.ByPack && publishedAt > currentSince ? HeldBack : Retired;
}

public sealed record AssessmentRubrics(
    string Id, string Title, decimal Bar, IReadOnlyList<Guid> Pinned, IReadOnlyList<DraftRow> Drafts, IReadOnlyList<VersionRow> Versions);

public sealed record DraftRow(Guid Id, string BasedOn, RubricDraftState State, string EditedBy, DateTimeOffset EditedAt);

public sealed record VersionRow(Guid Id, string Version, string State, DateTimeOffset PublishedAt, string PublishedBy, RescoringState? Rescoring);

public sealed record RubricListModel(IReadOnlyList<AssessmentRubrics> Assessments, string? Notice, IReadOnlyList<FieldError> Errors);
