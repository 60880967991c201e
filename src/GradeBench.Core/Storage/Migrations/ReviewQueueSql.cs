namespace GradeBench.Core.Storage.Migrations;

/// <summary>
/// What keeps <c>review_queue</c> true. It lives in the database because uploads, runs, decisions and reviews are written in
/// many places, and a queue that misses one of them would hide a person's work.
/// </summary>
internal static class ReviewQueueSql
{
    public const string Create =
        """
        CREATE VIEW review_queue_source AS
        SELECT a.id AS attempt_id, s.id AS submission_id, a.assessment_id, s.number, s.received_at, latest.state,
            graded.overall, graded.dimensions, decided.outcome AS decision,
            coalesce(r.reviewers, '{}') AS reviewers, coalesce(r.finished_by, '{}') AS finished_by, coalesce(d.disagreements, 0)::integer AS disagreements
        FROM attempts a
        JOIN LATERAL (SELECT id, number, received_at FROM submissions WHERE attempt_id = a.id ORDER BY number DESC LIMIT 1) s ON true
        JOIN LATERAL (SELECT state FROM runs WHERE submission_id = s.id ORDER BY number DESC LIMIT 1) latest ON true
        LEFT JOIN LATERAL (
            SELECT overall, dimensions FROM runs WHERE submission_id = s.id AND state = 'Graded' ORDER BY number DESC LIMIT 1) graded ON true
        LEFT JOIN LATERAL (
            SELECT outcome FROM decisions WHERE attempt_id = a.id ORDER BY decided_at DESC, id DESC LIMIT 1) decided ON true
        LEFT JOIN LATERAL (
            SELECT array_agg(reviewer ORDER BY reviewer) AS reviewers,
                array_agg(reviewer ORDER BY reviewer) FILTER (WHERE finished_at IS NOT NULL) AS finished_by, count(finished_at) AS finished
            FROM reviews WHERE submission_id = s.id) r ON true
        -- Finished reviews differ on a criterion when one of them left the machine's score alone and another did not, or when
        -- their levels differ.
        LEFT JOIN LATERAL (
            SELECT count(*) AS disagreements FROM (
                SELECT l.criterion_id FROM review_levels l JOIN reviews v ON v.id = l.review_id
                WHERE v.submission_id = s.id AND v.finished_at IS NOT NULL
                GROUP BY l.criterion_id HAVING count(*) < r.finished OR min(l.level) <> max(l.level)) differing
            WHERE NOT EXISTS (
                SELECT FROM settled_levels t WHERE t.submission_id = s.id AND t.criterion_id = differing.criterion_id)) d ON r.finished > 1;

        CREATE FUNCTION refresh_review_queue(attempt uuid) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            -- Whoever comes second waits here and then reads what the first has committed.
            PERFORM pg_advisory_xact_lock(hashtextextended('review_queue ' || attempt, 0));
            INSERT INTO review_queue (attempt_id, submission_id, assessment_id, number, received_at, state, overall, dimensions,
                decision, reviewers, finished_by, disagreements)
            SELECT attempt_id, submission_id, assessment_id, number, received_at, state, overall, dimensions,
                decision, reviewers, finished_by, disagreements
            FROM review_queue_source WHERE attempt_id = attempt
            ON CONFLICT (attempt_id) DO UPDATE SET
                submission_id = excluded.submission_id, number = excluded.number, received_at = excluded.received_at,
                state = excluded.state, overall = excluded.overall, dimensions = excluded.dimensions,
                decision = excluded.decision, reviewers = excluded.reviewers, finished_by = excluded.finished_by,
                disagreements = excluded.disagreements;
        END
        $$;

        CREATE FUNCTION queue_for_review() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            changed record;
            attempt uuid;
        BEGIN
            IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
            IF TG_TABLE_NAME IN ('submissions', 'decisions', 'reviews') THEN
                attempt := changed.attempt_id;
            ELSIF TG_TABLE_NAME = 'review_levels' THEN
                SELECT attempt_id INTO attempt FROM reviews WHERE id = changed.review_id;
            ELSE
                SELECT attempt_id INTO attempt FROM submissions WHERE id = changed.submission_id;
            END IF;
            IF attempt IS NOT NULL THEN PERFORM refresh_review_queue(attempt); END IF;
            RETURN NULL;
        END
        $$;

        -- Deferred, so that the lock is the last a transaction takes and cannot stand in another one's way.
        CREATE CONSTRAINT TRIGGER queue_for_review AFTER INSERT OR DELETE ON submissions
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION queue_for_review();
        CREATE CONSTRAINT TRIGGER queue_for_review AFTER INSERT OR DELETE OR UPDATE OF state, overall, dimensions ON runs
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION queue_for_review();
        CREATE CONSTRAINT TRIGGER queue_for_review AFTER INSERT OR DELETE OR UPDATE ON decisions
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION queue_for_review();
        CREATE CONSTRAINT TRIGGER queue_for_review AFTER INSERT OR DELETE OR UPDATE ON reviews
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION queue_for_review();
        CREATE CONSTRAINT TRIGGER queue_for_review AFTER INSERT OR DELETE OR UPDATE ON review_levels
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION queue_for_review();
        CREATE CONSTRAINT TRIGGER queue_for_review AFTER INSERT OR DELETE OR UPDATE ON settled_levels
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION queue_for_review();

        INSERT INTO review_queue (attempt_id, submission_id, assessment_id, number, received_at, state, overall, dimensions,
            decision, reviewers, finished_by, disagreements)
        SELECT attempt_id, submission_id, assessment_id, number, received_at, state, overall, dimensions,
            decision, reviewers, finished_by, disagreements
        FROM review_queue_source;
        """;

    public const string Drop =
        """
        DROP FUNCTION queue_for_review CASCADE;
        DROP FUNCTION refresh_review_queue;
        DROP VIEW review_queue_source;
        """;
}
