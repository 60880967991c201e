using GradeBench.Core.Decisions;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts.Decisions;

/// <summary>Keeps which decision stands for a candidate in selection rates.</summary>
public sealed class CountedDecisions(GradeBenchDbContext db, CohortRelease scores, DecisionRelease release)
{
    /// <inheritdoc cref="CohortRelease.LockAsync"/>
    internal Task LockAsync(CancellationToken cancellationToken) => scores.LockAsync(cancellationToken);

    /// <summary>Makes a decision the one that stands. Needs <see cref="LockAsync"/> in the same transaction.</summary>
    internal async Task CountAsync(Guid candidateId, Decision decision, CancellationToken cancellationToken)
    {
        var (rubric, advanced, counts) = (decision.RubricVersionId, decision.Outcome == DecisionOutcome.Advance, decision.Outcome != DecisionOutcome.Hold);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO cohorts.counted_decisions AS standing (rubric_version_id, candidate_id, cohort, advanced, counts)
            SELECT {rubric}, {candidateId}, coalesce((SELECT path FROM cohorts.declared_paths WHERE candidate_id = {candidateId}), {nameof(LearningPath.NotStated)}),
                {advanced}, {counts}
            ON CONFLICT (rubric_version_id, candidate_id) DO UPDATE SET advanced = excluded.advanced, counts = excluded.counts
            """, cancellationToken);
        await release.ReleaseAsync(rubric, cancellationToken);
    }

    /// <summary>Moves a candidate's decisions to another cohort. Needs <see cref="LockAsync"/> in the same transaction.</summary>
    internal async Task MoveAsync(Guid candidateId, LearningPath cohort, CancellationToken cancellationToken)
    {
        var own = db.DecisionRows.Where(d => d.CandidateId == candidateId);
        await own.ExecuteUpdateAsync(d => d.SetProperty(x => x.Cohort, cohort), cancellationToken);
        foreach (var rubric in await own.Select(d => d.RubricVersionId).ToListAsync(cancellationToken))
        {
            await release.ReleaseAsync(rubric, cancellationToken);
        }
    }
}
