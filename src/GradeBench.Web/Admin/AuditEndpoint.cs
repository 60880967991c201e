using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using GradeBench.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Web.Admin;

/// <summary>Who changed what, and whether the record is whole.</summary>
internal static class AuditEndpoint
{
    private const int PageSize = 50;

    public static async Task<IResult> GetAsync(
        string? who, string? what, string? subject, int? page, GradeBenchDbContext db, AuditTrail audit, CancellationToken cancellationToken)
    {
        var filter = new AuditFilter(who?.Trim() ?? "", what?.Trim() ?? "", subject?.Trim() ?? "");
        var found = filter.Apply(db.AuditEntries.AsNoTracking());
        var total = await found.CountAsync(cancellationToken);
        var number = Math.Clamp(page ?? 1, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var entries = await found.OrderByDescending(e => e.Sequence).Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);

        // The whole chain is computed again, so only where somebody looks at the whole.
        var verdict = number == 1 && !filter.Any ? await audit.VerifyAsync(cancellationToken) : null;
        return Page.Show<AuditPage, AuditModel>(new(entries, verdict, filter, number, PageSize, total));
    }
}

/// <summary>Which entries are shown; all of it is in the address.</summary>
/// <param name="Who">The beginning of a name.</param>
/// <param name="What">The beginning of an action, for example <c>rubric.</c></param>
/// <param name="Subject">A part of what it was done to, an id for example.</param>
public sealed record AuditFilter(string Who, string What, string Subject)
{
    public bool Any => Who.Length + What.Length + Subject.Length > 0;

    public string Link(int page) =>
        $"/admin/audit?who={Uri.EscapeDataString(Who)}&what={Uri.EscapeDataString(What)}&subject={Uri.EscapeDataString(Subject)}&page={page}";

    internal IQueryable<AuditEntry> Apply(IQueryable<AuditEntry> entries)
    {
        if (Who.Length > 0) entries = entries.Where(e => e.Actor.StartsWith(Who));
        if (What.Length > 0) entries = entries.Where(e => e.Action.StartsWith(What));
        if (Subject.Length > 0) entries = entries.Where(e => e.Subject.Contains(Subject));
        return entries;
    }
}

/// <param name="Verdict">Null where the chain was not checked.</param>
public sealed record AuditModel(IReadOnlyList<AuditEntry> Entries, AuditVerdict? Verdict, AuditFilter Filter, int Page, int PageSize, int Total);
