using Npgsql;

namespace GradeBench.Jobs;

/// <summary>
/// Where Quartz keeps its tables: a schema of their own, apart from the product's. Quartz creates the tables; the schema
/// must be there first.
/// </summary>
internal sealed class QuartzSchema(NpgsqlDataSource dataSource)
{
    public const string TablePrefix = "quartz.qrtz_";

    private volatile bool _exists;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_exists)
        {
            return;
        }

        // IF NOT EXISTS alone is no protection: two sessions that find nothing both create, and one of them fails.
        await using var command = dataSource.CreateCommand(
            """
            DO $$ BEGIN
                PERFORM pg_advisory_xact_lock(hashtextextended('quartz schema', 0));
                CREATE SCHEMA IF NOT EXISTS quartz;
            END $$
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
        _exists = true;
    }
}
