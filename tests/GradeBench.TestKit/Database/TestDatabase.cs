using Npgsql;
using Xunit;

namespace GradeBench.TestKit.Database;

/// <summary>A database of its own for one test class (<c>IClassFixture&lt;TestDatabase&gt;</c>), with the current schema.</summary>
public sealed class TestDatabase(TestPostgres postgres) : IAsyncLifetime
{
    /// <summary>Statements that lay down data in bulk are not timed: on a busy machine 100,000 people take over half a minute.</summary>
    private const string Patient = ";Pooling=false;Command Timeout=300";

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync() => ConnectionString = await postgres.CloneAsync();

    /// <summary>Runs one statement around all rules of the application.</summary>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString + Patient);
        await using var command = source.CreateCommand(sql);

        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads one value around all rules of the application.</summary>
    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString + Patient);
        await using var command = source.CreateCommand(sql);

        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync() => await postgres.DropAsync(ConnectionString);
}
