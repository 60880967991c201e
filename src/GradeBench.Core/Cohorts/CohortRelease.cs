using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts;

/// <summary>
/// Lets scores into the statistics, and out of them, in groups of at least <see cref="Disclosure.FewestShown"/> people of
/// one cohort and quarter. Every cell of <see cref="ReleasedScore"/> therefore holds nobody or at least five people and
/// changes by at least five at once: neither two looks at a page nor two periods differ by somebody in particular.
/// Until its group is complete a score waits; what is left over at the end of a quarter joins in the next.
/// </summary>
public sealed class CohortRelease(GradeBenchDbContext db, TimeProvider clock)
{
    private const long LockKey = 0x67625F636F686F72;

    /// <summary>
    /// Makes the caller the only one that changes cohort scores until its transaction ends. To be called before the first
    /// such change: taken later, two transactions could wait for each other's rows.
    /// </summary>
    internal Task LockAsync(CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);

    /// <summary>Lets out, then in, whatever has become a group. Needs <see cref="LockAsync"/> in the same transaction.</summary>
    internal async Task ReleaseAsync(Guid rubricVersionId, CancellationToken cancellationToken)
    {
        await LetOutAsync(rubricVersionId, cancellationToken);
        await LetInAsync(rubricVersionId, Quarter.Of(clock.GetUtcNow()), cancellationToken);
    }

    /// <summary>People whose later submission counts instead, or who stated another path. Those who stay are five or more, too, or none.</summary>
    private Task<int> LetOutAsync(Guid rubricVersionId, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        WITH cells AS (
            SELECT leaving.cohort, leaving.quarter
            FROM (
                SELECT released_cohort AS cohort, released_quarter AS quarter, count(DISTINCT candidate_id) AS people
                FROM cohorts.dimension_scores
                WHERE rubric_version_id = {rubricVersionId} AND released_cohort IS NOT NULL AND (NOT counts OR cohort <> released_cohort)
                GROUP BY released_cohort, released_quarter
            ) leaving
            WHERE leaving.people >= {Disclosure.FewestShown} AND (
                SELECT count(DISTINCT stays.candidate_id) FROM cohorts.dimension_scores stays
                WHERE stays.rubric_version_id = {rubricVersionId} AND stays.counts AND stays.cohort = stays.released_cohort
                    AND stays.released_cohort = leaving.cohort AND stays.released_quarter = leaving.quarter
            ) NOT BETWEEN 1 AND {Disclosure.FewestShown - 1}
        ), gone AS (
            UPDATE cohorts.dimension_scores score SET released_cohort = NULL, released_quarter = NULL
            FROM cells
            WHERE score.rubric_version_id = {rubricVersionId} AND score.released_cohort = cells.cohort AND score.released_quarter = cells.quarter
                AND score.released_cohort IS NOT NULL AND (NOT score.counts OR score.cohort <> score.released_cohort)
            RETURNING cells.cohort, cells.quarter, score.dimension, score.score
        )
        UPDATE cohorts.released_scores released SET people = released.people - fewer.people
        FROM (SELECT cohort, quarter, dimension, score, count(*) AS people FROM gone GROUP BY cohort, quarter, dimension, score) fewer
        WHERE released.rubric_version_id = {rubricVersionId} AND released.population = {nameof(Population.Submissions)}
            AND released.quarter = fewer.quarter AND released.cohort = fewer.cohort
            AND released.dimension = fewer.dimension AND released.score = fewer.score
        """, cancellationToken);

    /// <summary>A person who is still in with an earlier submission waits until that is let out: nobody is in twice.</summary>
    private Task<int> LetInAsync(Guid rubricVersionId, string quarter, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        WITH entering AS (
            SELECT run_id, dimension, candidate_id, cohort
            FROM cohorts.dimension_scores score
            WHERE rubric_version_id = {rubricVersionId} AND counts AND released_cohort IS NULL AND NOT EXISTS (
                SELECT 1 FROM cohorts.dimension_scores earlier
                WHERE earlier.rubric_version_id = {rubricVersionId} AND earlier.candidate_id = score.candidate_id
                    AND earlier.released_cohort IS NOT NULL AND (NOT earlier.counts OR earlier.cohort <> earlier.released_cohort))
        ), groups AS (
            SELECT cohort FROM entering GROUP BY cohort HAVING count(DISTINCT candidate_id) >= {Disclosure.FewestShown}
        ), entered AS (
            UPDATE cohorts.dimension_scores score SET released_cohort = score.cohort, released_quarter = {quarter}
            FROM entering JOIN groups USING (cohort)
            WHERE score.run_id = entering.run_id AND score.dimension = entering.dimension
            RETURNING score.cohort, score.dimension, score.score
        )
        INSERT INTO cohorts.released_scores AS released (rubric_version_id, population, quarter, cohort, dimension, score, people)
        SELECT {rubricVersionId}, {nameof(Population.Submissions)}, {quarter}, cohort, dimension, score, count(*)
        FROM entered GROUP BY cohort, dimension, score
        ON CONFLICT (rubric_version_id, population, quarter, cohort, dimension, score) DO UPDATE SET people = released.people + excluded.people
        """, cancellationToken);
}
