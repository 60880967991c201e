using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Worker.Runs;

/// <summary>The rubrics as they were published.</summary>
internal sealed class PublishedRubrics(GradeBenchDbContext db)
{
    /// <summary>A published rubric: that of the sitting, so that nobody is scored by rules that were not shown before Start.</summary>
    /// <exception cref="RubricException">It was published by a program that allowed more than this one reads.</exception>
    public async Task<Rubric> ReadAsync(Guid rubricVersionId, CancellationToken cancellationToken)
    {
        var version = await db.RubricVersions
            .Where(rubric => rubric.Id == rubricVersionId)
            .Select(rubric => new { rubric.AssessmentId, rubric.Yaml })
            .SingleAsync(cancellationToken);

        return RubricLoader.Load(version.Yaml, $"{version.AssessmentId}, as published").OrThrow();
    }
}
