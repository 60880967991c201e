using GradeBench.Core.Cohorts.Decisions;
using GradeBench.Core.Cohorts.Items;
using GradeBench.Core.Invitations;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts;

/// <summary>
/// What candidates say about how they learned to program. Reached with the candidate's own link only, so nobody else can
/// look it up.
/// </summary>
public sealed class LearningPathDeclaration(GradeBenchDbContext db, CohortRelease release, CountedDecisions decisions, CountedItems items, TimeProvider clock)
{
    /// <summary>Records the path and moves the candidate's scores to its cohort. False when the token is wrong.</summary>
    public async Task<bool> DeclareAsync(string token, LearningPath path, CancellationToken cancellationToken)
    {
        if (await FindCandidateAsync(token, cancellationToken) is not { } candidateId)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var value = path.ToString();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await release.LockAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO cohorts.declared_paths (candidate_id, path, declared_at) VALUES ({candidateId}, {value}, {now})
            ON CONFLICT (candidate_id) DO UPDATE SET path = excluded.path, declared_at = excluded.declared_at
            """, cancellationToken);
        await db.ScoreRows
            .Where(s => s.CandidateId == candidateId)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Cohort, path), cancellationToken);
        foreach (var rubric in await db.ScoreRows.Where(s => s.CandidateId == candidateId).Select(s => s.RubricVersionId).Distinct().ToListAsync(cancellationToken))
        {
            await release.ReleaseAsync(rubric, cancellationToken);
        }

        await decisions.MoveAsync(candidateId, path, cancellationToken);
        await items.MoveAsync(candidateId, path, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return true;
    }

    /// <summary>What the candidate declared; null when nothing was declared or the token is wrong.</summary>
    public async Task<LearningPath?> FindOwnAsync(string token, CancellationToken cancellationToken)
    {
        var candidateId = await FindCandidateAsync(token, cancellationToken);

        return await db.DeclaredPaths
            .Where(p => p.CandidateId == candidateId)
            .Select(p => (LearningPath?)p.Path)
            .SingleOrDefaultAsync(cancellationToken);
    }

    private Task<Guid?> FindCandidateAsync(string token, CancellationToken cancellationToken)
    {
        var hash = InvitationToken.Hash(token);

        return db.Invitations
            .Where(i => i.TokenHash == hash && i.RevokedAt == null)
            .Select(i => (Guid?)i.CandidateId)
            .SingleOrDefaultAsync(cancellationToken);
    }
}
