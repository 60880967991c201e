using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin;

/// <summary>Who changed what, and whether the record is whole.</summary>
internal static class AuditEndpoint
{
    private const int PageSize = 50;

    public static async Task<IResult> GetAsync(int? page, GradeBenchDbContext db, AuditTrail audit, CancellationToken cancellationToken)
    {
        var total = await db.AuditEntries.CountAsync(cancellationToken);
        var number = Math.Clamp(page ?? 1, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var entries = await db.AuditEntries.AsNoTracking()
            .OrderByDescending(e => e.Sequence)
            .Skip((number - 1) * PageSize).Take(PageSize)
            .ToListAsync(cancellationToken);

        return Page.Show<AuditPage, AuditModel>(new(entries, await audit.VerifyAsync(cancellationToken), number, PageSize, total));
    }
}

public sealed record AuditModel(IReadOnlyList<AuditEntry> Entries, AuditVerdict Verdict, int Page, int PageSize, int Total);
