using GradeBench.Core.Cohorts;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin.Rubrics;

/// <summary>One published version: what it says, what it changed, and what became of the scores given before.</summary>
internal sealed class VersionEndpoint(GradeBenchDbContext db, RubricShelf shelf, RubricDryRuns dryRuns, CohortReports cohorts)
{
    public static async Task<IResult> GetAsync(Guid id, string? notice, VersionEndpoint endpoint, CancellationToken cancellationToken) =>
        await endpoint.ReadAsync(id, notice, cancellationToken) is { } model ? Page.Show<VersionPage, VersionModel>(model) : TypedResults.NotFound();

    public static async Task<IResult> StartDraftAsync(Guid id, HttpContext context, RubricDrafts drafts, CancellationToken cancellationToken) =>
        await drafts.StartAsync(id, context.User.Identity!.Name!, cancellationToken) is { } draft
            ? TypedResults.LocalRedirect($"/admin/rubrics/drafts/{draft}")
            : TypedResults.NotFound();

    private async Task<VersionModel?> ReadAsync(Guid id, string? notice, CancellationToken cancellationToken)
    {
        if (await db.RubricVersions.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } version)
        {
            return null;
        }

        var assessment = await db.Assessments.AsNoTracking().Include(a => a.CurrentRubricVersion).SingleAsync(a => a.Id == version.AssessmentId, cancellationToken);
        var draft = await db.RubricDrafts.AsNoTracking().Include(d => d.BasedOn).SingleOrDefaultAsync(d => d.PublishedId == id, cancellationToken);
        var before = draft?.BasedOn ?? await db.RubricVersions.AsNoTracking()
            .Where(r => r.AssessmentId == version.AssessmentId && r.PublishedAt < version.PublishedAt)
            .OrderByDescending(r => r.PublishedAt)
            .FirstOrDefaultAsync(cancellationToken);
        var tried = draft is null ? null : await db.RubricDryRuns
            .Where(r => r.DraftId == draft.Id).OrderByDescending(r => r.RanAt)
            .Select(r => new DryRunVerdict(r.Id, r.Submissions, r.Up, r.Down, r.Bar, r.RanAt)).FirstOrDefaultAsync(cancellationToken);
        var rescoring = await db.Rescorings.AsNoTracking().SingleOrDefaultAsync(r => r.RubricVersionId == id, cancellationToken);
        var rubric = shelf.Of(version);

        return new(
            version, assessment.Title,
            VersionState.Of(assessment.CurrentRubricVersionId == id, version.PublishedBy, version.PublishedAt, assessment.CurrentRubricVersion.PublishedAt),
            rubric, before?.Version, before is null ? null : RubricDiff.Between(shelf.Of(before), rubric),
            draft?.Reason, draft?.ApprovedBy, tried, rescoring,
            rescoring is { State: RescoringState.Finished } && before is not null ? await ShiftsAsync(version, before, cancellationToken) : null,
            notice switch
            {
                "published" => "The version is in force: whoever starts from now on is scored with it.",
                "applied" => "Past submissions are being re-scored.",
                "declined" => "Past submissions keep their scores.",
                "resumed" => "The worker was asked again.",
                _ => null,
            });
    }

    /// <summary>Only from what the cohort page shows of either version, so that nothing is told here that is not told there (ADR 0027).</summary>
    private async Task<IReadOnlyList<CohortShift>> ShiftsAsync(RubricVersion version, RubricVersion before, CancellationToken cancellationToken)
    {
        var bar = (await dryRuns.SettingsAsync(version.AssessmentId, cancellationToken)).Bar;
        var old = await cohorts.ReadAsync(new(version.AssessmentId, before.Id, Population.Submissions), cancellationToken);
        var now = await cohorts.ReadAsync(new(version.AssessmentId, version.Id, Population.Submissions), cancellationToken);

        return [.. Enum.GetValues<LearningPath>().Select(path => new CohortShift(path, Figures(old, path, bar), Figures(now, path, bar)))];
    }

    private static CohortStanding? Figures(CohortReport? report, LearningPath path, decimal bar) =>
        report?.Dimensions[^1].Cohorts.FirstOrDefault(c => c.Cohort == path) is { } figures
            ? new(figures.People, figures.Mean, figures.Scores.Where(s => s.Score >= bar).Sum(s => s.People))
            : null;
}

/// <param name="Before">Null where disclosure rules hide it.</param>
/// <param name="After"><inheritdoc cref="CohortShift" path="/param[@name='Before']"/></param>
public sealed record CohortShift(LearningPath Cohort, CohortStanding? Before, CohortStanding? After);

/// <param name="AtBar">How many reach the bar.</param>
public sealed record CohortStanding(int People, double Mean, int AtBar);

/// <param name="Changes">Against the version before; null for the first.</param>
/// <param name="Tried">The dry run it was published on; null for one that came with a pack.</param>
/// <param name="Cohorts">Null unless past submissions were re-scored.</param>
public sealed record VersionModel(
    RubricVersion Version, string Assessment, string State, Rubric Rubric, string? BeforeVersion, IReadOnlyList<RubricChange>? Changes,
    string? Reason, string? ApprovedBy, DryRunVerdict? Tried, Rescoring? Rescoring, IReadOnlyList<CohortShift>? Cohorts, string? Notice);
