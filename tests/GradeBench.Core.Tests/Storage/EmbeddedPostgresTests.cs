using GradeBench.Core.Storage.Embedded;
using GradeBench.TestKit.Database;
using GradeBench.TestKit.Processes;
using Npgsql;

namespace GradeBench.Core.Tests.Storage;

public sealed class EmbeddedPostgresTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    private readonly EmbeddedPostgresOptions _options = new()
    {
        Folder = ClusterFolders.New(),
        DeleteOnStop = true,
        Durable = false,
    };

    [Fact]
    public async Task A_cluster_is_made_answers_on_its_socket_only_and_is_gone_afterwards()
    {
        await using (var cluster = await StartAsync())
        {
            Assert.True(cluster.StartedHere);
            Assert.Equal("", await ReadAsync(cluster, "SHOW listen_addresses"));
        }

        Assert.False(Directory.Exists(_options.Folder));
    }

    [Fact]
    public async Task A_second_starter_shares_the_running_cluster_and_does_not_stop_it()
    {
        await using var first = await StartAsync();
        await first.EnsureDatabaseAsync("shared", CancellationToken);

        await using (var second = await StartAsync())
        {
            await second.EnsureDatabaseAsync("shared", CancellationToken);
            Assert.False(second.StartedHere);
        }

        Assert.Equal("shared", await ReadAsync(first, "SELECT datname FROM pg_database WHERE datname = 'shared'"));
    }

    [Fact]
    public async Task Two_that_start_at_the_same_moment_share_one_cluster()
    {
        var both = await Task.WhenAll(StartAsync(), StartAsync());

        Assert.Single(both, cluster => cluster.StartedHere);
        foreach (var cluster in both)
        {
            await cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task Data_survives_a_stop_and_a_stale_pid_file_is_in_nobodys_way()
    {
        var keep = new EmbeddedPostgresOptions { Folder = _options.Folder, Durable = false };
        await using (var cluster = await EmbeddedPostgres.StartAsync(keep, TimeProvider.System, CancellationToken))
        {
            await cluster.EnsureDatabaseAsync("kept", CancellationToken);
        }

        // The number of a process that runs and is not PostgreSQL: this one.
        await File.WriteAllTextAsync(Path.Combine(keep.Folder, "data", "postmaster.pid"), $"{Environment.ProcessId}\n", CancellationToken);
        await using var again = await StartAsync();

        Assert.Equal("kept", await ReadAsync(again, "SELECT datname FROM pg_database WHERE datname = 'kept'"));
    }

    [Fact]
    public async Task A_cluster_of_a_version_that_is_not_installed_is_named()
    {
        Directory.CreateDirectory(Path.Combine(_options.Folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(_options.Folder, "data", "PG_VERSION"), "9\n", CancellationToken);

        var exception = await Assert.ThrowsAsync<PostgresNotInstalledException>(StartAsync);

        Assert.Contains("PostgreSQL 9", exception.Message, StringComparison.Ordinal);
        Directory.Delete(_options.Folder, recursive: true);
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_what_its_log_says()
    {
        var tooMany = new EmbeddedPostgresOptions { Folder = _options.Folder, DeleteOnStop = false, MaxConnections = -1 };

        var exception = await Assert.ThrowsAsync<PostgresFailedException>(
            () => EmbeddedPostgres.StartAsync(tooMany, TimeProvider.System, CancellationToken));

        Assert.Contains("max_connections", exception.Message, StringComparison.Ordinal);
        Directory.Delete(_options.Folder, recursive: true);
    }

    [Fact]
    public async Task A_cluster_stops_when_its_starter_is_killed()
    {
        using var starter = ChildProcess.StartThisProgram(ClusterStarter.Command, _options.Folder);
        await starter.WaitForLineAsync(ClusterStarter.Ready, CancellationToken);
        var server = (await File.ReadAllLinesAsync(Path.Combine(_options.Folder, "data", "postmaster.pid"), CancellationToken))[0];
        Assert.True(Directory.Exists($"/proc/{server}"));

        await starter.KillAsync();

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (Directory.Exists($"/proc/{server}") || Directory.Exists(_options.Folder))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(_options, TimeProvider.System, CancellationToken);

    private static async Task<string?> ReadAsync(EmbeddedPostgres cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("postgres") + ";Pooling=false");
        await using var command = source.CreateCommand(sql);

        return (string?)await command.ExecuteScalarAsync(CancellationToken);
    }
}
