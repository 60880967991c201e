using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin;

/// <summary>Which packs were published, and which are in force.</summary>
internal static class PublishedEndpoint
{
    public static async Task<IResult> GetAsync(GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        var packs = await db.PackVersions
            .OrderBy(p => p.AssessmentId).ThenByDescending(p => p.PublishedAt)
            .Select(p => new PublishedRow(
                p.Id, p.AssessmentId, p.Version, p.ContentHash, p.PublishedAt, db.Assessments.Any(a => a.CurrentPackVersionId == p.Id)))
            .ToListAsync(cancellationToken);
        return Page.Show<PublishedPage, PublishedModel>(new(packs));
    }
}

public sealed record PublishedRow(
    Guid Id, string Assessment, string Version, string ContentHash, DateTimeOffset PublishedAt, bool InForce);

public sealed record PublishedModel(IReadOnlyList<PublishedRow> Packs);
