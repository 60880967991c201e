using GradeBench.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Api;

/// <summary>Published versions. Drafts are nobody else's business.</summary>
internal static class RubricsApi
{
    public static async Task<Ok<ApiPage<ApiRubric>>> ListAsync(
        string? assessment, Guid? after, int? limit, GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        var take = ApiPaging.Limit(limit);
        var found = await db.RubricVersions
            .Where(r => (assessment == null || r.AssessmentId == assessment) && (after == null || r.Id.CompareTo(after.Value) > 0))
            .OrderBy(r => r.Id)
            .Take(take + 1)
            .Select(r => new ApiRubric(r.Id, r.AssessmentId, r.Version, r.ContentHash, r.PublishedAt, db.Assessments.Any(a => a.CurrentRubricVersionId == r.Id)))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ApiPage<ApiRubric>.Of(found, take, r => r.Id));
    }

    public static async Task<Results<Ok<ApiRubricText>, ProblemHttpResult>> GetAsync(Guid id, GradeBenchDbContext db, CancellationToken cancellationToken) =>
        await db.RubricVersions.Where(r => r.Id == id).Select(r => new ApiRubricText(r.Id, r.AssessmentId, r.Version, r.ContentHash, r.Yaml)).SingleOrDefaultAsync(cancellationToken) is { } rubric
            ? TypedResults.Ok(rubric)
            : ApiProblem.NotFound("rubric version");
}

/// <param name="InForce">Whether sittings that start now are scored with it.</param>
internal sealed record ApiRubric(Guid Id, string Assessment, string Version, string ContentHash, DateTimeOffset PublishedAt, bool InForce);

internal sealed record ApiRubricText(Guid Id, string Assessment, string Version, string ContentHash, string Yaml);
