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
            })
            .ToListAsync(cancellationToken);
        var graded = new Dictionary<Guid, Run>();
        foreach (var one in found)
        {
            if (await db.Runs.FindStandingAsync(one.Id, cancellationToken) is { } standing) graded[one.Id] = standing;
        }

        if (graded.Count < ids.Count)
        {
            return new([], [], null, "At least one of these has no score yet. Compare graded submissions.");
        }

        if (graded.Values.Select(run => run.RubricVersionId).Distinct().Count() > 1)
        {
            return new([], [], null, "These were graded by different rubrics, so their scores do not say the same. Compare submissions of one assessment and rubric.");
        }

        // In the order they were ticked, never by score: a column further left is not better.
        var columns = ids.Select(id => new CompareColumn(id, ReceiptNumber.Of(id), graded[id].Result!.ReadScorecard())).ToList();
        var error = await errors.OfAsync(graded[ids[0]].RubricVersionId!.Value, cancellationToken);

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
