using GradeBench.Core.Decisions;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin;

/// <summary>Which packs were published, and which are in force.</summary>
internal static class PublishedEndpoint
{
    public static async Task<IResult> GetAsync(string? notice, GradeBenchDbContext db, CancellationToken cancellationToken)
    {
        var packs = await db.PackVersions
            .OrderBy(p => p.AssessmentId).ThenByDescending(p => p.PublishedAt)
            .Select(p => new PublishedRow(
                p.Id, p.AssessmentId, p.Version, p.ContentHash, p.PublishedAt, db.Assessments.Any(a => a.CurrentPackVersionId == p.Id)))
            .ToListAsync(cancellationToken);
        return Page.Show<PublishedPage, PublishedModel>(new(
            packs, await db.Assessments.OrderBy(a => a.Title).Select(a => new ApprovalSetting(a.Id, a.Title, a.SecondApproval)).ToListAsync(cancellationToken),
            notice == "approval" ? "The setting is changed. It holds for decisions from now on." : null));
    }

    public static async Task<IResult> SecondApprovalAsync(string id, HttpContext context, DecisionApproval approval, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await approval.AskForItAsync(id, form["asked"] == "yes", context.User.Identity!.Name!, cancellationToken)
            ? TypedResults.LocalRedirect("/admin/published?notice=approval")
            : TypedResults.NotFound();
    }
}

public sealed record PublishedRow(
    Guid Id, string Assessment, string Version, string ContentHash, DateTimeOffset PublishedAt, bool InForce);

public sealed record ApprovalSetting(string Assessment, string Title, bool Asked);

public sealed record PublishedModel(IReadOnlyList<PublishedRow> Packs, IReadOnlyList<ApprovalSetting> Approvals, string? Notice);
