using GradeBench.Cohorts;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Reviewer;

/// <summary>Makes the cohort tables of the start page, one per published assessment.</summary>
internal sealed class CohortTables(GradeBenchDbContext db, CohortSummary summary)
{
    private static readonly (LearningPath Path, string Title)[] Cohorts =
    [
        (LearningPath.Bootcamp, "Bootcamp"),
        (LearningPath.SelfTaught, "Self-taught"),
        (LearningPath.CsDegree, "CS degree"),
        (LearningPath.NotStated, "Not stated"),
    ];

    public async Task<IReadOnlyList<CohortTable>> ReadAsync(CancellationToken cancellationToken)
    {
        var assessments = await db.Assessments
            .OrderBy(a => a.Title)
            .Select(a => new { a.Id, a.Title, RubricVersion = a.CurrentRubricVersion.Version })
            .ToListAsync(cancellationToken);

        var tables = new List<CohortTable>();
        foreach (var assessment in assessments)
        {
            var cells = await summary.ReadAsync(assessment.Id, rubricVersionId: null, cancellationToken);
            tables.Add(new(assessment.Title, assessment.RubricVersion, [.. Rows(cells)]));
        }

        return tables;
    }

    private static IEnumerable<CohortRow> Rows(IReadOnlyList<CohortCell> cells) =>
        from cohort in Cohorts
        let own = cells.Where(c => c.Cohort == cohort.Path).ToDictionary(c => c.Dimension)
        where own.Count > 0
        let n = own.Values.Max(c => c.N)
        select new CohortRow(cohort.Title, n < CohortRow.FewestShown ? null : n, [.. DimensionIds.All.Select(d => Cell(own.GetValueOrDefault(d)))]);

    /// <summary>Below five a mean says more about persons than about a cohort, so there is none to show.</summary>
    private static CohortMean? Cell(CohortCell? cell) => cell is { N: >= CohortRow.FewestShown, StandardDeviation: { } sd }
        ? new(cell.Mean, sd, MeanInterval.Of(new SampleSummary(cell.N, cell.Mean, sd))!.Value)
        : null;
}

/// <param name="Rows">Cohorts that have a score; a cohort without one has no row.</param>
public sealed record CohortTable(string Assessment, string RubricVersion, IReadOnlyList<CohortRow> Rows);

/// <param name="N">Candidates; null when they are fewer than <see cref="FewestShown"/>, and then the number stays hidden too.</param>
/// <param name="Means">One per dimension, in the order of <see cref="DimensionIds.All"/>.</param>
public sealed record CohortRow(string Cohort, int? N, IReadOnlyList<CohortMean?> Means)
{
    public const int FewestShown = 5;
}

/// <param name="Interval">The 95 % interval of the mean (Student's t).</param>
public sealed record CohortMean(double Mean, double StandardDeviation, Interval Interval);
