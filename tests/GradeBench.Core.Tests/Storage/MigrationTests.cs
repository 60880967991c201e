using GradeBench.Core.Storage;
using GradeBench.TestKit.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GradeBench.Core.Tests.Storage;

public sealed class MigrationTests(TestPostgres postgres)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrations_build_an_empty_database_and_can_be_taken_back()
    {
        var connectionString = await postgres.CreateEmptyAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var db = Context(source);

        await db.Database.MigrateAsync(CancellationToken);
        Assert.Empty(await db.Runs.ToListAsync(CancellationToken));
        await db.Database.MigrateAsync("0", CancellationToken);

        await using var tables = source.CreateCommand(
            "SELECT count(*) FROM pg_tables WHERE schemaname IN ('public', 'cohorts') AND tablename <> 'migrations'");
        Assert.Equal(0L, await tables.ExecuteScalarAsync(CancellationToken));
    }

    [Fact]
    public async Task Migrations_and_model_say_the_same()
    {
        await using var source = NpgsqlDataSource.Create("Host=/nowhere;Database=none");
        await using var db = Context(source);

        Assert.False(db.Database.HasPendingModelChanges(), "The model changed: add a migration (see GradeBench.Core.csproj).");
    }

    [Fact]
    public async Task Two_processes_can_migrate_at_once()
    {
        var connectionString = await postgres.CreateEmptyAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var first = Context(source);
        await using var second = Context(source);

        await Task.WhenAll(first.MigrateAsync(CancellationToken), second.MigrateAsync(CancellationToken));

        Assert.Empty(await first.Database.GetPendingMigrationsAsync(CancellationToken));
    }

    [Fact]
    public async Task Every_time_is_stored_with_its_zone()
    {
        var connectionString = await postgres.CloneAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            """
            SELECT string_agg(table_name || '.' || column_name, ', ') FROM information_schema.columns
            WHERE table_schema IN ('public', 'cohorts') AND data_type IN ('timestamp without time zone', 'date', 'time without time zone')
            """);

        Assert.Equal(DBNull.Value, await command.ExecuteScalarAsync(CancellationToken));
    }

    private static GradeBenchDbContext Context(NpgsqlDataSource source)
    {
        var options = new DbContextOptionsBuilder<GradeBenchDbContext>();
        options.UseGradeBench(source);

        return new GradeBenchDbContext(options.Options);
    }
}
