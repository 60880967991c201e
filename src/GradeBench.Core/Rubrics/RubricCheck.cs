using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Rubrics;

/// <summary>Reads a draft's text as it would be published: against the assessment's pack and the versions that exist.</summary>
public sealed class RubricCheck(GradeBenchDbContext db)
{
    public async Task<RubricLoading> ReadAsync(string assessmentId, string yaml, CancellationToken cancellationToken)
    {
        var behaviours = await db.Assessments
            .Where(a => a.Id == assessmentId)
            .Select(a => a.CurrentPackVersion.Behaviours)
            .SingleAsync(cancellationToken);
        var file = $"{assessmentId}.yaml";
        var loading = RubricLoader.Load(yaml, file, new RubricVocabulary([.. behaviours.Select(b => b.Id)]));
        if (loading is not RubricLoading.Loaded { Rubric: var rubric })
        {
            return loading;
        }

        if (rubric.Assessment != assessmentId)
        {
            return Rejected(file, yaml, "assessment", $"`{rubric.Assessment}` is another assessment: this draft is of `{assessmentId}`.");
        }

        return await db.RubricVersions.AnyAsync(r => r.AssessmentId == assessmentId && r.Version == rubric.Version, cancellationToken)
            ? Rejected(file, yaml, "version", $"`{rubric.Version}` is published already and never changes: give the draft a version of its own.")
            : loading;
    }

    private static RubricLoading.Rejected Rejected(string file, string yaml, string key, string message)
    {
        var lines = yaml.Split('\n');
        var line = Array.FindIndex(lines, l => l.StartsWith(key + ":", StringComparison.Ordinal)) + 1;
        return new RubricLoading.Rejected([new RubricProblem(file, Math.Max(1, line), key, message)]);
    }
}
