using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts;

/// <summary>n, mean and standard deviation per cohort and dimension, computed by the database.</summary>
public sealed class CohortSummary(GradeBenchDbContext db)
{
    /// <summary>
    /// One cell per cohort and dimension that has scores. Each candidate counts once, with the last graded submission, and
    /// all scores come from one rubric version.
    /// </summary>
    /// <param name="rubricVersionId">Null for the assessment's current rubric.</param>
    public async Task<IReadOnlyList<CohortCell>> ReadAsync(
        string assessmentId, Guid? rubricVersionId, CancellationToken cancellationToken)
    {
        var rubric = rubricVersionId ?? await db.Assessments
            .Where(a => a.Id == assessmentId)
            .Select(a => a.CurrentRubricVersionId)
            .SingleOrDefaultAsync(cancellationToken);

        return await db.ScoreRows
            .Where(s => s.Counts && s.AssessmentId == assessmentId && s.RubricVersionId == rubric)
            .GroupBy(s => new { s.Cohort, s.Dimension })
            .Select(g => new CohortCell(
                g.Key.Cohort,
                g.Key.Dimension,
                g.Count(),
                g.Average(s => (double)s.Score),
                EF.Functions.StandardDeviationSample(g.Select(s => (double)s.Score))))
            .ToListAsync(cancellationToken);
    }
}
