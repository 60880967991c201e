using System.Globalization;

namespace GradeBench.TestKit.Data;

/// <summary>
/// As many scored submissions as one likes, always the same, over two years: rows as graded runs and their release leave
/// them. Every score from 1.0 to 10.0 occurs in every cohort and quarter, which is as much as a report ever has to read;
/// everybody was decided on.
/// </summary>
public static class ScoredPeople
{
    /// <summary>The statement that inserts them; runs and people are left out by not checking foreign keys.</summary>
    public static string Sql(Guid rubricVersionId, int people) => string.Create(CultureInfo.InvariantCulture, $"""
        SET session_replication_role = replica;
        INSERT INTO cohorts.dimension_scores
            (run_id, dimension, score, cohort, assessment_id, rubric_version_id, candidate_id, attempt_id, submission_id, received_at, counts,
            released_cohort, released_quarter)
        SELECT id, d.dimension, round((1 + 9 * (i * d.step % 997) / 996.0)::numeric, 1),
            (ARRAY['Bootcamp', 'SelfTaught', 'CsDegree', 'NotStated'])[1 + i % 4], '{TestData.AssessmentId}', '{rubricVersionId}', id, id, id, now(), true,
            (ARRAY['Bootcamp', 'SelfTaught', 'CsDegree', 'NotStated'])[1 + i % 4], (2025 + i / 4 % 2) || '-Q' || (1 + i / 8 % 4)
        FROM (SELECT i, gen_random_uuid() AS id FROM generate_series(1, {people}) AS i) AS people
        CROSS JOIN (VALUES ('language', 7), ('concurrency', 13), ('typing', 29), ('resilience', 41), ('overall', 59)) AS d (dimension, step);
        INSERT INTO cohorts.released_scores (rubric_version_id, population, quarter, cohort, dimension, score, people)
        SELECT rubric_version_id, 'Submissions', released_quarter, released_cohort, dimension, score, count(*)
        FROM cohorts.dimension_scores GROUP BY rubric_version_id, released_quarter, released_cohort, dimension, score;
        INSERT INTO cohorts.released_decisions (rubric_version_id, population, quarter, cohort, advanced, decided)
        SELECT rubric_version_id, population, quarter, cohort, sum(people) FILTER (WHERE score > 6), sum(people)
        FROM cohorts.released_scores WHERE dimension = 'overall' GROUP BY rubric_version_id, population, quarter, cohort;
        ANALYZE
        """);
}
