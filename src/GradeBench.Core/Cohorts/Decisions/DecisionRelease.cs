using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts.Decisions;

/// <summary>
/// Lets decisions into the statistics, and out of them, in groups, as <see cref="CohortRelease"/> does with scores. Whoever
/// decides knows whom the next group can hold, so groups of two cohorts at least join together: a group of five never
/// follows from five decisions alone.
/// </summary>
public sealed class DecisionRelease(GradeBenchDbContext db, TimeProvider clock)
{
    private const int FewestCohortsAtOnce = 2;

    /// <summary>Lets out, then in, whatever has become a group. Needs <see cref="CohortRelease.LockAsync"/> in the same transaction.</summary>
    internal async Task ReleaseAsync(Guid rubricVersionId, CancellationToken cancellationToken)
    {
        await LetOutAsync(rubricVersionId, cancellationToken);
        await LetInAsync(rubricVersionId, Quarter.Of(clock.GetUtcNow()), cancellationToken);
    }

    /// <summary>Decisions that were changed and people who stated another path. Those who stay are five or more, too, or none.</summary>
    private Task<int> LetOutAsync(Guid rubricVersionId, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        WITH cells AS (
            SELECT released_cohort AS cohort, released_quarter AS quarter
            FROM cohorts.counted_decisions
            WHERE rubric_version_id = {rubricVersionId} AND released_cohort IS NOT NULL
            GROUP BY released_cohort, released_quarter
            HAVING count(*) FILTER (WHERE NOT counts OR cohort <> released_cohort OR advanced <> released_advanced) >= {Disclosure.FewestShown}
                AND count(*) FILTER (WHERE counts AND cohort = released_cohort AND advanced = released_advanced) NOT BETWEEN 1 AND {Disclosure.FewestShown - 1}
        ), leaving AS (
            SELECT candidate_id, cells.cohort, cells.quarter, released_advanced
            FROM cohorts.counted_decisions decision JOIN cells ON decision.released_cohort = cells.cohort AND decision.released_quarter = cells.quarter
            WHERE rubric_version_id = {rubricVersionId} AND (NOT counts OR decision.cohort <> released_cohort OR advanced <> released_advanced)
        ), gone AS (
            UPDATE cohorts.counted_decisions decision SET released_cohort = NULL, released_quarter = NULL, released_advanced = NULL
            FROM leaving WHERE decision.rubric_version_id = {rubricVersionId} AND decision.candidate_id = leaving.candidate_id
        )
        UPDATE cohorts.released_decisions released SET decided = decided - fewer.people, advanced = released.advanced - fewer.advanced
        FROM (SELECT cohort, quarter, count(*) AS people, count(*) FILTER (WHERE released_advanced) AS advanced FROM leaving GROUP BY cohort, quarter) fewer
        WHERE released.rubric_version_id = {rubricVersionId} AND released.population = {nameof(Population.Submissions)}
            AND released.quarter = fewer.quarter AND released.cohort = fewer.cohort
        """, cancellationToken);

    private Task<int> LetInAsync(Guid rubricVersionId, string quarter, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        WITH groups AS (
            SELECT cohort FROM cohorts.counted_decisions
            WHERE rubric_version_id = {rubricVersionId} AND counts AND released_cohort IS NULL
            GROUP BY cohort HAVING count(*) >= {Disclosure.FewestShown}
        ), entered AS (
            UPDATE cohorts.counted_decisions decision SET released_cohort = decision.cohort, released_quarter = {quarter}, released_advanced = advanced
            FROM groups
            WHERE decision.cohort = groups.cohort AND rubric_version_id = {rubricVersionId} AND counts AND released_cohort IS NULL
                AND (SELECT count(*) FROM groups) >= {FewestCohortsAtOnce}
            RETURNING decision.cohort, advanced
        )
        INSERT INTO cohorts.released_decisions AS released (rubric_version_id, population, quarter, cohort, advanced, decided)
        SELECT {rubricVersionId}, {nameof(Population.Submissions)}, {quarter}, cohort, count(*) FILTER (WHERE advanced), count(*)
        FROM entered GROUP BY cohort
        ON CONFLICT (rubric_version_id, population, quarter, cohort) DO UPDATE
            SET decided = released.decided + excluded.decided, advanced = released.advanced + excluded.advanced
        """, cancellationToken);
}
