using GradeBench.Cohorts;
using GradeBench.Core.Reviews;
using GradeBench.Core.Runs;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer.Compare;

/// <summary>Two to four submissions side by side, with those whose difference is within the error shown as tied.</summary>
internal sealed class CompareEndpoint(GradeBenchDbContext db, ScoreErrors errors)
{
    public const int Most = 4;

    public static async Task<IResult> GetAsync(Guid[] id, CompareEndpoint endpoint, CancellationToken cancellationToken)
    {
        var model = await endpoint.ReadAsync([.. id.Distinct().Take(Most + 1)], cancellationToken);
        return Page.Show<ComparePage, CompareModel>(model, model.Problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<CompareModel> ReadAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count is < 2 or > Most)
        {
            return new([], [], null, $"Tick two to {Most} submissions in the list and compare those.");
        }

        var found = await db.Submissions.AsNoTracking()
            .Where(s => ids.Contains(s.Id))
            .Select(s => new
            {
                s.Id,
                s.Attempt.AssessmentId,
                Assessment = s.Attempt.Assessment.Title,
                Graded = s.Runs.Where(r => r.State == RunState.Graded).OrderByDescending(r => r.Number)
                    .Select(r => new { r.RubricVersionId, r.Result!.ScorecardJson }).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        if (found.Count < ids.Count || found.Any(f => f.Graded is null))
        {
            return new([], [], null, "At least one of these has no score yet. Compare graded submissions.");
        }

        if (found.Select(f => f.Graded!.RubricVersionId).Distinct().Count() > 1)
        {
            return new([], [], null, "These were graded by different rubrics, so their scores do not say the same. Compare submissions of one assessment and rubric.");
        }

        // In the order they were ticked, never by score: a column further left is not better.
        var columns = ids.Select(id => found.Single(f => f.Id == id))
            .Select(f => new CompareColumn(f.Id, ReceiptNumber.Of(f.Id), StoredForm.ReadScorecard(f.Graded!.ScorecardJson))).ToList();
        var error = await errors.OfAsync(found[0].Graded!.RubricVersionId!.Value, cancellationToken);

        return new(columns, error is null ? [] : Groups(columns, error), error, null) { Assessment = found[0].Assessment };
    }

    private static List<IReadOnlyList<CompareColumn>> Groups(List<CompareColumn> columns, MeasurementError error)
    {
        var ranked = new Queue<CompareColumn>(columns.OrderByDescending(c => c.Scorecard.Overall));
        return [.. error.TieGroups(columns.Select(c => (double)c.Scorecard.Overall))
            .Select(group => (IReadOnlyList<CompareColumn>)[.. group.Select(_ => ranked.Dequeue()).OrderBy(columns.IndexOf)])];
    }
}

public sealed record CompareColumn(Guid Id, string Receipt, Scorecard Scorecard)
{
    public CriterionScore? Criterion(string id) => Scorecard.Criteria.FirstOrDefault(c => c.Id == id);
}

/// <param name="Groups">The best first; within a group nobody is ahead. Empty while the error is unknown.</param>
/// <param name="Problem">Why there is nothing to compare; null when there is.</param>
public sealed record CompareModel(
    IReadOnlyList<CompareColumn> Columns, IReadOnlyList<IReadOnlyList<CompareColumn>> Groups, MeasurementError? Error, string? Problem)
{
    public string Assessment { get; init; } = "";
}
