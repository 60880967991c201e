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

    /// <summary>How many behaviours <see cref="ItemsSql"/> counts, <c>group.b0</c> and on: more than a pack of ours has.</summary>
    public const int Behaviours = 60;

    /// <summary>
    /// What those people's results show, as it is left when they are released: behaviours, criteria, facts and rules in every
    /// quarter, and counts by path and ability. Deciding and hiring follow the same numbers.
    /// </summary>
    public static string ItemsSql(Guid rubricVersionId, int people, IReadOnlyList<string> criteria) => string.Create(CultureInfo.InvariantCulture, $"""
        CREATE TEMP TABLE cells AS
        SELECT 'behaviour:group.b' || b AS item, v.value, (v.value = 'passed')::int AS score, 1 + b * 7 % 90 AS share FROM generate_series(0, {Behaviours - 1}) AS b, (VALUES ('failed'), ('passed')) AS v (value)
        UNION ALL SELECT 'criterion:' || c, v.value, v.value::int, 25 FROM unnest(ARRAY[{string.Join(", ", criteria.Select(c => $"'{c}'"))}]) AS c, (VALUES ('1'), ('3'), ('6'), ('9')) AS v (value);
        INSERT INTO cohorts.released_items (rubric_version_id, population, sample, quarter, item, value, people, hired, score_sum, score_squares, rest_sum, rest_squares, products)
        SELECT '{rubricVersionId}', 'Submissions', 'Graded', q.quarter, item, value, n, 0, n * score, n * score * score, n * (20 + score), n * (20 + score) * (20 + score) + n * 9, n * score * (20 + score)
        FROM (SELECT *, CASE value WHEN 'passed' THEN {people} / 8 * share / 100 ELSE {people} / 8 * (100 - share) / 100 END AS n FROM cells) AS cell
        CROSS JOIN (SELECT y || '-Q' || k AS quarter FROM generate_series(2025, 2026) AS y, generate_series(1, 4) AS k) AS q;
        INSERT INTO cohorts.released_items (rubric_version_id, population, sample, quarter, item, value, people, hired, score_sum, score_squares, rest_sum, rest_squares, products)
        SELECT rubric_version_id, population, 'Decided', quarter, item, value, people, people / (CASE value WHEN 'passed' THEN 3 ELSE 5 END), 0, 0, 0, 0, 0
        FROM cohorts.released_items WHERE item LIKE 'behaviour:%'
        UNION ALL SELECT '{rubricVersionId}', 'Submissions', 'Decided', y || '-Q' || k, 'fact:f' || f, 'value-' || v, {people} / 40, {people} / (160 + 40 * v), 0, 0, 0, 0, 0
        FROM generate_series(2025, 2026) AS y, generate_series(1, 4) AS k, generate_series(1, 21) AS f, generate_series(1, 5) AS v;
        INSERT INTO cohorts.item_strata (rubric_version_id, population, item, cohort, band, people, met, stepped_people, stepped_met)
        SELECT '{rubricVersionId}', 'Submissions', item, cohort, band, n, n * (band + 1) / 12, n, n * (band + 1) / 12
        FROM (SELECT item FROM cells UNION SELECT 'rule:GB' || r FROM generate_series(100, 129) AS r UNION SELECT 'rules') AS items
        CROSS JOIN (VALUES ('Bootcamp'), ('SelfTaught'), ('CsDegree'), ('NotStated')) AS c (cohort)
        CROSS JOIN LATERAL (SELECT band, CASE WHEN item LIKE 'rule:%' THEN {people} / 400 ELSE {people} / 40 END AS n FROM generate_series(0, 9) AS band) AS bands;
        INSERT INTO cohorts.strata_steps (rubric_version_id, population, cohort, month, stepped_month, changed)
        SELECT '{rubricVersionId}', 'Submissions', cohort, '2026-06', '2026-06', 0 FROM (VALUES ('Bootcamp'), ('SelfTaught'), ('CsDegree'), ('NotStated')) AS c (cohort);
        DROP TABLE cells;
        ANALYZE
        """);
}
