using System.Globalization;
using GradeBench.Core.Audit;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Rubrics;

/// <summary>Starts, saves and discards drafts.</summary>
public sealed class RubricDrafts(GradeBenchDbContext db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Longest text of a draft; the loader refuses longer ones, too.</summary>
    public const int LongestText = 256 * 1024;

    /// <summary>A copy of a published version, with the next free version number. Null when there is no such version.</summary>
    public async Task<Guid?> StartAsync(Guid basedOn, string actor, CancellationToken cancellationToken)
    {
        var from = await db.RubricVersions.SingleOrDefaultAsync(r => r.Id == basedOn, cancellationToken);
        if (from is null)
        {
            return null;
        }

        var taken = await db.RubricVersions.Where(r => r.AssessmentId == from.AssessmentId).Select(r => r.Version).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var draft = new RubricDraft
        {
            Id = Guid.CreateVersion7(now),
            AssessmentId = from.AssessmentId,
            BasedOnId = from.Id,
            Yaml = RubricEdits.Replace(from.Yaml.ReplaceLineEndings("\n"), new Dictionary<string, string> { ["version"] = NextVersion(from.Version, taken) }),
            Reason = "",
            Revision = 1,
            State = RubricDraftState.Open,
            StartedBy = actor,
            StartedAt = now,
            EditedBy = actor,
            EditedAt = now,
        };
        db.RubricDrafts.Add(draft);
        audit.Add(actor, "rubric.draft-started", $"draft {draft.Id}", new { draft.AssessmentId, from.Version });
        await db.SaveChangesAsync(cancellationToken);

        return draft.Id;
    }

    /// <param name="revision">The revision that was edited.</param>
    public async Task<SaveOutcome> SaveAsync(Guid id, int revision, string yaml, string reason, string actor, CancellationToken cancellationToken)
    {
        yaml = yaml.ReplaceLineEndings("\n");
        reason = reason.Trim();
        if (yaml.Length > LongestText || reason.Length > RubricDraft.LongestReason)
        {
            return new SaveOutcome.TooLong();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();

        // One statement saves or finds that somebody else saved first.
        var saved = await db.RubricDrafts
            .Where(d => d.Id == id && d.Revision == revision && d.State == RubricDraftState.Open)
            .ExecuteUpdateAsync(d => d
                .SetProperty(x => x.Yaml, yaml)
                .SetProperty(x => x.Reason, reason)
                .SetProperty(x => x.Revision, x => x.Revision + 1)
                .SetProperty(x => x.EditedBy, actor)
                .SetProperty(x => x.EditedAt, now), cancellationToken);
        if (saved == 0)
        {
            return await db.RubricDrafts.AnyAsync(d => d.Id == id && d.State == RubricDraftState.Open, cancellationToken)
                ? new SaveOutcome.Overtaken()
                : new SaveOutcome.NotOpen();
        }

        audit.Add(actor, "rubric.draft-saved", $"draft {id}", new { revision = revision + 1, sha256 = Sha256Hex.Of(System.Text.Encoding.UTF8.GetBytes(yaml)) });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new SaveOutcome.Saved(revision + 1);
    }

    /// <summary>False when there is no such draft or it was published.</summary>
    public async Task<bool> DiscardAsync(Guid id, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var discarded = await db.RubricDrafts
            .Where(d => d.Id == id && (d.State == RubricDraftState.Open || d.State == RubricDraftState.Proposed))
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, RubricDraftState.Discarded), cancellationToken);
        if (discarded == 0)
        {
            return false;
        }

        audit.Add(actor, "rubric.draft-discarded", $"draft {id}");
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return true;
    }

    private static string NextVersion(string version, List<string> taken)
    {
        var parts = version.Split('.');
        var minor = parts.Length == 3 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var number) ? number : -1;
        for (var next = minor + 1; ; next++)
        {
            var candidate = minor < 0 ? string.Create(CultureInfo.InvariantCulture, $"{version}-{next + 1}") : string.Create(CultureInfo.InvariantCulture, $"{parts[0]}.{next}.0");
            if (!taken.Contains(candidate)) return candidate;
        }
    }
}

/// <summary>What came of saving a draft: exactly one of the nested cases.</summary>
public abstract record SaveOutcome
{
    private SaveOutcome() { }

    public sealed record Saved(int Revision) : SaveOutcome;

    /// <summary>Somebody saved another text since; nothing was stored.</summary>
    public sealed record Overtaken : SaveOutcome;

    /// <summary>There is no such draft, or it waits for a second person, was published or discarded.</summary>
    public sealed record NotOpen : SaveOutcome;

    public sealed record TooLong : SaveOutcome;
}
