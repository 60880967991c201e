using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Worker.Runs;

/// <summary>The rubrics in force, as they were published: an administrator's change counts from the next run on.</summary>
internal sealed class PublishedRubrics(GradeBenchDbContext db)
{
    /// <summary>The assessment's current rubric.</summary>
    /// <exception cref="RubricException">It was published by a program that allowed more than this one reads.</exception>
    public async Task<Rubric> ReadCurrentAsync(string assessmentId, CancellationToken cancellationToken)
    {
        var yaml = await db.Assessments
            .Where(assessment => assessment.Id == assessmentId)
            .Select(assessment => assessment.CurrentRubricVersion.Yaml)
            .SingleAsync(cancellationToken);

        return RubricLoader.Load(yaml, $"{assessmentId}, as published").OrThrow();
    }
}
