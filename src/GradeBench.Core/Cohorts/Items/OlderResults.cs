using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts.Items;

/// <summary>Counts the items of results that were graded before items were counted.</summary>
public sealed class OlderResults(GradeBenchDbContext db, CohortRelease release, CountedItems items)
{
    // Each evidence may have megabytes, and grading waits for the lock meanwhile.
    private const int AtOnce = 20;

    /// <summary>Counts some of them; zero when none is left.</summary>
    public async Task<int> CountSomeAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await release.LockAsync(cancellationToken);
        var uncounted = await db.ScoreRows
            .Where(s => s.Counts && s.Dimension == ScoreRow.Overall
                && !db.CountedPeople.Any(p => p.RubricVersionId == s.RubricVersionId && p.CandidateId == s.CandidateId && p.Sample == ItemSample.Graded))
            .Join(db.RunResults, score => score.RunId, result => result.RunId, (score, result) => new { score.RubricVersionId, score.CandidateId, score.Cohort, score.ReceivedAt, Result = result })
            .OrderBy(r => r.ReceivedAt).ThenBy(r => r.CandidateId)
            .Take(AtOnce)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        foreach (var older in uncounted)
        {
            await items.CountAsync(
                older.RubricVersionId, older.CandidateId, older.Cohort, older.Result.ReadEvidence(), older.Result.ReadScorecard(), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return uncounted.Count;
    }
}
