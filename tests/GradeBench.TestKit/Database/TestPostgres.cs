using GradeBench.Core.Storage;
using GradeBench.Core.Storage.Embedded;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace GradeBench.TestKit.Database;

/// <summary>
/// A private PostgreSQL for one run of one test assembly, with a migrated template database. Register it once:
/// <c>[assembly: AssemblyFixture(typeof(TestPostgres))]</c>. It goes away with the test process, even when that is killed.
/// </summary>
public sealed class TestPostgres : IAsyncLifetime
{
    private const string Template = "gradebench_template";

    // A template can be copied by one at a time.
    private readonly SemaphoreSlim _copying = new(1);
    private EmbeddedPostgres? _cluster;
    private string _strategy = "";
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { Folder = ClusterFolders.New(), DeleteOnStop = true, Durable = false, MaxConnections = 300 },
            TimeProvider.System,
            CancellationToken.None);
        await _cluster.EnsureDatabaseAsync(Template, CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(_cluster.ConnectionString(Template) + ";Pooling=false");
        var options = new DbContextOptionsBuilder<GradeBenchDbContext>();
        options.UseGradeBench(source);
        await using var db = new GradeBenchDbContext(options.Options);
        await db.Database.MigrateAsync();
        await using var connection = await source.OpenConnectionAsync();
        // Files are copied in half the time that pages are, which is the default since both exist.
        if (connection.PostgreSqlVersion.Major >= 15) _strategy = "STRATEGY FILE_COPY";
    }

    /// <summary>A new database with the current schema and nothing in it.</summary>
    public Task<string> CloneAsync() => CreateAsync($"TEMPLATE {Template} {_strategy}");

    /// <summary>A new database without any table.</summary>
    public Task<string> CreateEmptyAsync() => CreateAsync("");

    public async Task DropAsync(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _copying.Dispose();
    }

    private async Task<string> CreateAsync(string from)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await _copying.WaitAsync();
        try
        {
            await ExecuteAsync($"CREATE DATABASE {name} {from}");
        }
        finally
        {
            _copying.Release();
        }

        return _cluster!.ConnectionString(name);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_cluster!.ConnectionString("postgres") + ";Pooling=false;Command Timeout=300");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
