using System.Security.Cryptography;
using System.Text.Json;
using GradeBench.Core.Audit;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Assessments;

/// <summary>Publishes packs with their rubrics. What is published never changes; publishing the same again changes nothing.</summary>
public sealed class PackPublisher(GradeBenchDbContext db, BlobStore blobs, AuditTrail audit, TimeProvider clock)
{
    /// <summary>
    /// Stores a pack and a rubric that were not stored before and makes them current. One that is known already stays as
    /// current, or not, as it is: a worker of an older build that starts again does not turn back what was published since.
    /// </summary>
    public async Task<PublishedPack> PublishAsync(PackToPublish pack, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Several workers start at once; one publishes and the others find it published.
        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended({"publish " + pack.AssessmentId}, 0))", cancellationToken);

        var (packVersionId, newPack) = await FindOrAddPackAsync(pack, cancellationToken);
        var (rubricVersionId, newRubric) = await FindOrAddRubricAsync(pack, cancellationToken);
        var assessment = await db.Assessments.SingleOrDefaultAsync(a => a.Id == pack.AssessmentId, cancellationToken);
        if (assessment is null)
        {
            db.Assessments.Add(new Assessment
            {
                Id = pack.AssessmentId,
                Title = pack.Title,
                CurrentPackVersionId = packVersionId,
                CurrentRubricVersionId = rubricVersionId,
            });
        }
        else
        {
            assessment.Title = newPack ? pack.Title : assessment.Title;
            assessment.CurrentPackVersionId = newPack ? packVersionId : assessment.CurrentPackVersionId;
            if (newRubric)
            {
                await PutInForceAsync(assessment, rubricVersionId, pack.Rubric.Version, cancellationToken);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return new PublishedPack(pack.AssessmentId, packVersionId, rubricVersionId);
    }

    private async Task<(Guid Id, bool Added)> FindOrAddPackAsync(PackToPublish pack, CancellationToken cancellationToken)
    {
        var hash = ContentHash(pack);
        var known = await db.PackVersions.Where(p => p.ContentHash == hash).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(cancellationToken);
        if (known is { } id)
        {
            return (id, false);
        }

        var now = clock.GetUtcNow();
        var version = new PackVersion
        {
            Id = Guid.CreateVersion7(now),
            AssessmentId = pack.AssessmentId,
            Version = pack.Version,
            ContentHash = hash,
            Title = pack.Title,
            Statement = pack.Statement,
            StarterSha256 = await blobs.AddAsync(pack.Starter, cancellationToken),
            Limits = pack.Limits,
            Behaviours = pack.Behaviours,
            Examples = pack.Examples,
            FileRules = pack.FileRules,
            PublishedAt = now,
        };
        db.PackVersions.Add(version);
        audit.Add("system", "pack.published", $"pack {pack.AssessmentId} {pack.Version}", new { hash });

        return (version.Id, true);
    }

    private async Task<(Guid Id, bool Added)> FindOrAddRubricAsync(PackToPublish pack, CancellationToken cancellationToken)
    {
        var known = await db.RubricVersions
            .Where(r => r.AssessmentId == pack.AssessmentId && r.ContentHash == pack.Rubric.ContentHash)
            .Select(r => (Guid?)r.Id)
            .SingleOrDefaultAsync(cancellationToken);
        if (known is { } id)
        {
            return (id, false);
        }

        var now = clock.GetUtcNow();
        var version = new RubricVersion
        {
            Id = Guid.CreateVersion7(now),
            AssessmentId = pack.AssessmentId,
            Version = pack.Rubric.Version,
            ContentHash = pack.Rubric.ContentHash,
            Yaml = pack.Rubric.Yaml,
            PublishedAt = now,
            PublishedBy = RubricVersion.ByPack,
        };
        db.RubricVersions.Add(version);
        audit.Add("system", "rubric.published", $"rubric {pack.AssessmentId} {pack.Rubric.Version}", new { pack.Rubric.ContentHash });

        return (version.Id, true);
    }

    /// <summary>What people decided in the web stays in force: the pack's rubric is stored beside it and waits to be looked at (ADR 0026).</summary>
    private async Task PutInForceAsync(Assessment assessment, Guid rubricVersionId, string version, CancellationToken cancellationToken)
    {
        var inForce = await db.RubricVersions.SingleAsync(r => r.Id == assessment.CurrentRubricVersionId, cancellationToken);
        if (inForce.PublishedBy == RubricVersion.ByPack)
        {
            assessment.CurrentRubricVersionId = rubricVersionId;
        }
        else
        {
            audit.Add("system", "rubric.held-back", $"rubric {assessment.Id} {version}", new { inForce = inForce.Version });
        }
    }

    private static string ContentHash(PackToPublish pack) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
        {
            pack.AssessmentId,
            pack.Title,
            pack.Version,
            pack.Statement,
            Starter = Sha256Hex.Of(pack.Starter.Span),
            pack.Limits,
            pack.Behaviours,
            pack.Examples,
            pack.FileRules,
        })));
}
