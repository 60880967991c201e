using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin;

/// <summary>Which packs and rubrics were published, and which are in force.</summary>
internal static class PublishedEndpoint
{
    public static async Task<IResult> GetAsync(GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        var packs = await db.PackVersions
            .OrderBy(p => p.AssessmentId).ThenByDescending(p => p.PublishedAt)
            .Select(p => new PublishedRow(
                p.Id, p.AssessmentId, p.Version, p.ContentHash, p.PublishedAt, null, db.Assessments.Any(a => a.CurrentPackVersionId == p.Id)))
            .ToListAsync(cancellationToken);
        var rubrics = await db.RubricVersions
            .OrderBy(r => r.AssessmentId).ThenByDescending(r => r.PublishedAt)
            .Select(r => new PublishedRow(
                r.Id, r.AssessmentId, r.Version, r.ContentHash, r.PublishedAt, r.PublishedBy, db.Assessments.Any(a => a.CurrentRubricVersionId == r.Id)))
            .ToListAsync(cancellationToken);

        return Page.Show<PublishedPage, PublishedModel>(new(packs, rubrics));
    }
}

/// <param name="By">Who published it; null for packs, which workers publish.</param>
public sealed record PublishedRow(
    Guid Id, string Assessment, string Version, string ContentHash, DateTimeOffset PublishedAt, string? By, bool InForce);

public sealed record PublishedModel(IReadOnlyList<PublishedRow> Packs, IReadOnlyList<PublishedRow> Rubrics);
