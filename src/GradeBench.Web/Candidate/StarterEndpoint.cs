using GradeBench.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Candidate;

/// <summary>The starter of the pack the candidate started with; there is none before Start.</summary>
internal static class StarterEndpoint
{
    public static async Task<Results<FileContentHttpResult, NotFound>> GetAsync(
        string token, GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        var starter = await db.Invitations
            .WithToken(token)
            .Where(i => i.RevokedAt == null && i.Attempt != null)
            .Select(i => new { i.AssessmentId, i.Attempt!.PackVersion.Version, i.Attempt.PackVersion.Starter.Bytes })
            .SingleOrDefaultAsync(cancellationToken);

        return starter is null
            ? TypedResults.NotFound()
            : TypedResults.File(starter.Bytes, "application/zip", $"{starter.AssessmentId}-{starter.Version}.zip");
    }
}
