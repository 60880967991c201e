using Npgsql;

namespace GradeBench.Jobs;

/// <summary>
/// Held while Hangfire makes its schema, which it does without a lock of its own: of two processes that start together on a
/// new database one would fail. The session's, so it ends with the connection at the latest.
/// </summary>
internal sealed class SchemaLock : IDisposable
{
    private const string Key = "x'67625F68616E6766'::bigint";

    private readonly NpgsqlConnection _connection;

    private SchemaLock(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Waits until no other process makes it. Blocks, as making it does.</summary>
    public static SchemaLock Take(NpgsqlDataSource dataSource)
    {
        var taken = new SchemaLock(dataSource.OpenConnection());
        taken.Run($"SELECT pg_advisory_lock({Key})");
        return taken;
    }

    public void Dispose()
    {
        Run($"SELECT pg_advisory_unlock({Key})");
        _connection.Dispose();
    }

    private void Run(string statement)
    {
        using var command = new NpgsqlCommand(statement, _connection);
        command.ExecuteNonQuery();
    }
}
