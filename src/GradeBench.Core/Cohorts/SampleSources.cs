using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts;

/// <summary>Finds out which sample a question is about, the same for every report.</summary>
public sealed class SampleSources(GradeBenchDbContext db)
{
    /// <summary>Null when there is no such assessment or rubric version.</summary>
    public async Task<SampleSource?> FindAsync(CohortQuestion question, CancellationToken cancellationToken)
    {
        var assessment = await db.Assessments
            .Where(a => question.AssessmentId == null || a.Id == question.AssessmentId)
            .OrderBy(a => a.Title)
            .Select(a => new { a.Id, a.Title, a.CurrentRubricVersionId })
            .FirstOrDefaultAsync(cancellationToken);
        if (assessment is null)
        {
            return null;
        }

        var wanted = question.RubricVersionId ?? assessment.CurrentRubricVersionId;
        var rubric = await db.RubricVersions
            .Where(r => r.Id == wanted && r.AssessmentId == assessment.Id)
            .Select(r => new { r.Id, r.Version, r.ContentHash })
            .SingleOrDefaultAsync(cancellationToken);

        return rubric is null
            ? null
            : new(question.Population ?? await DefaultAsync(rubric.Id, cancellationToken), assessment.Id, assessment.Title, rubric.Id, rubric.Version, rubric.ContentHash);
    }

    /// <summary>A demo shows its invented population until people who submitted here can be shown.</summary>
    private async Task<Population> DefaultAsync(Guid rubricVersionId, CancellationToken cancellationToken)
    {
        var held = db.ReleasedScores.Where(s => s.RubricVersionId == rubricVersionId && s.People > 0);
        var invented = !await held.AnyAsync(s => s.Population == Population.Submissions, cancellationToken)
            && await held.AnyAsync(s => s.Population == Population.Generated, cancellationToken);

        return invented ? Population.Generated : Population.Submissions;
    }
}
