namespace GradeBench.Core.Storage.Migrations;

/// <summary>What makes <c>audit_entries</c> a chain that only grows. Lives in the database, so that no program gets around it.</summary>
internal static class AuditChainSql
{
    public const string Create =
        """
        CREATE FUNCTION audit_entry_hash(
            previous bytea, sequence bigint, at timestamptz, actor text, action text, subject text, details json)
        RETURNS bytea LANGUAGE sql STABLE AS $$
            SELECT sha256(previous || convert_to(json_build_array(
                sequence, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), actor, action, subject, details::text
            )::text, 'UTF8'))
        $$;

        CREATE FUNCTION chain_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            last audit_entries;
        BEGIN
            -- Held until the transaction ends: entries are numbered in the order in which they are committed.
            PERFORM pg_advisory_xact_lock(hashtextextended('audit_entries', 0));
            SELECT * INTO last FROM audit_entries ORDER BY sequence DESC LIMIT 1;
            NEW.sequence := coalesce(last.sequence, 0) + 1;
            NEW.previous_hash := coalesce(last.hash, ''::bytea);
            NEW.hash := audit_entry_hash(
                NEW.previous_hash, NEW.sequence, NEW.at, NEW.actor, NEW.action, NEW.subject, NEW.details);
            RETURN NEW;
        END
        $$;

        CREATE TRIGGER chain_audit_entry BEFORE INSERT ON audit_entries
            FOR EACH ROW EXECUTE FUNCTION chain_audit_entry();

        CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'The audit trail only grows: % is refused. Add an entry that corrects the wrong one.', TG_OP;
        END
        $$;

        CREATE TRIGGER refuse_audit_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

        CREATE FUNCTION verify_audit_entries() RETURNS TABLE (entries bigint, head text, broken_at bigint)
        LANGUAGE sql STABLE AS $$
            WITH checked AS (
                SELECT e.sequence,
                    e.hash = audit_entry_hash(e.previous_hash, e.sequence, e.at, e.actor, e.action, e.subject, e.details)
                    AND e.previous_hash = coalesce(lag(e.hash) OVER chain, ''::bytea)
                    AND e.sequence = row_number() OVER chain AS fits
                FROM audit_entries e
                WINDOW chain AS (ORDER BY e.sequence)
            )
            SELECT count(*),
                coalesce((SELECT encode(e.hash, 'hex') FROM audit_entries e ORDER BY e.sequence DESC LIMIT 1), ''),
                min(checked.sequence) FILTER (WHERE NOT checked.fits)
            FROM checked
        $$;
        """;

    public const string Drop =
        """
        DROP FUNCTION verify_audit_entries;
        DROP FUNCTION refuse_audit_change CASCADE;
        DROP FUNCTION chain_audit_entry CASCADE;
        DROP FUNCTION audit_entry_hash;
        """;
}
