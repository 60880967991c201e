using System.Text.Json;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Audit;

/// <summary>Writes and checks the record of changes somebody may have to answer for.</summary>
public sealed class AuditTrail(GradeBenchDbContext db, TimeProvider clock)
{
    /// <summary>
    /// Adds an entry to what the context saves next, so that a change and its entry are stored together or not at all.
    /// </summary>
    /// <param name="details">Serialised to JSON; an anonymous object will do. Holds identifiers, never submission contents.</param>
    public void Add(string actor, string action, string subject, object? details = null) =>
        db.AuditEntries.Add(new AuditEntry
        {
            At = clock.GetUtcNow(),
            Actor = actor,
            Action = action,
            Subject = subject,
            Details = JsonSerializer.Serialize(details ?? new { }),
        });

    /// <summary>Recomputes every hash, in the database.</summary>
    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancellationToken)
    {
        var row = await db.Database
            .SqlQuery<Verification>($"SELECT entries, head, broken_at FROM verify_audit_entries()")
            .SingleAsync(cancellationToken);

        return row.BrokenAt is { } sequence
            ? new AuditVerdict.Broken(sequence)
            : new AuditVerdict.Intact(row.Entries, row.Head);
    }

    private sealed record Verification(long Entries, string Head, long? BrokenAt);
}
