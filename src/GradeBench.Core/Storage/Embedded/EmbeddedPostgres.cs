using System.Diagnostics;
using Npgsql;

namespace GradeBench.Core.Storage.Embedded;

/// <summary>
/// A private PostgreSQL cluster on a Unix socket, made from the installed programs. Whoever starts it stops it on
/// disposal; it also stops when its starter is killed. A second process that asks for the same folder shares it.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string SuperUser = "gradebench";

    // Waits on its standard input, which the starter holds open: whatever ends the starter ends the cluster too, with
    // nobody watching. SIGINT is an orderly stop that does not wait for connections to go.
    private const string Supervise =
        """
        log=$1; delete=$2; shift 2
        exec 3<&0
        "$@" 3<&- </dev/null >"$log" 2>&1 &
        server=$!
        (read -r _ <&3; kill -INT $server 2>/dev/null) &
        watcher=$!
        wait $server
        kill $watcher 2>/dev/null
        [ -z "$delete" ] || rm -rf "$delete"
        """;

    private readonly Process? _supervisor;
    private readonly string _socket;

    private EmbeddedPostgres(string socket, Process? supervisor)
    {
        _socket = socket;
        _supervisor = supervisor;
    }

    /// <summary>Whether this process started the cluster, and so stops it; otherwise another one does.</summary>
    public bool StartedHere => _supervisor is not null;

    /// <summary>Starts the cluster, making it first where there is none, or finds it running.</summary>
    /// <exception cref="PostgresNotInstalledException">PostgreSQL is not installed in the version needed.</exception>
    /// <exception cref="PostgresFailedException">It could not be made or started; the message says why.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var folder = new ClusterFolder(options.Folder);
        var user = ClusterUser.Choose();
        await ClusterUser.MakeFolderAsync(user, folder.Root, cancellationToken);

        // Two processes that start at once: the second waits and then finds the cluster running.
        await using var starting = await TakeLockAsync(folder.Lock, options.StartTimeout, clock, cancellationToken);
        if (await AnswersAsync(folder.Socket, cancellationToken))
        {
            return new EmbeddedPostgres(folder.Socket, supervisor: null);
        }

        var binaries = await PostgresBinaries.FindAsync(folder.Major(), cancellationToken);
        if (folder.Major() is null)
        {
            await InitializeAsync(binaries, user, folder, cancellationToken);
        }

        folder.RemoveStalePid();
        var supervisor = LocalProgram.Start(user, ServerCommand(binaries, folder, options));
        try
        {
            await WaitUntilReadyAsync(supervisor, folder, options.StartTimeout, clock, cancellationToken);
        }
        catch
        {
            supervisor.StandardInput.Close();
            supervisor.Dispose();
            throw;
        }

        return new EmbeddedPostgres(folder.Socket, supervisor);
    }

    /// <summary>How to connect to one database of the cluster.</summary>
    public string ConnectionString(string database) => ConnectionString(_socket, database);

    /// <summary>Makes a database unless it is there.</summary>
    public async Task EnsureDatabaseAsync(string database, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        await using var exists = source.CreateCommand("SELECT 1 FROM pg_database WHERE datname = $1");
        exists.Parameters.Add(new NpgsqlParameter { Value = database });
        if (await exists.ExecuteScalarAsync(cancellationToken) is not null)
        {
            return;
        }

        try
        {
            await using var create = source.CreateCommand($"CREATE DATABASE \"{database}\"");
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process made it in the meantime.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_supervisor is null)
        {
            return;
        }

        _supervisor.StandardInput.Close();
        await _supervisor.WaitForExitAsync();
        _supervisor.Dispose();
    }

    private static string ConnectionString(string socket, string database) =>
        new NpgsqlConnectionStringBuilder { Host = socket, Database = database, Username = SuperUser }.ConnectionString;

    private static async Task InitializeAsync(
        PostgresBinaries binaries, string? user, ClusterFolder folder, CancellationToken cancellationToken)
    {
        // Made under another name first, so that half a cluster is never taken for one.
        var unfinished = folder.Data + ".unfinished";
        await LocalProgram.RunAsync(user, ["rm", "-rf", unfinished], cancellationToken);
        // "trust" is for the socket, whose folder nobody else can enter; over TCP nobody is let in, and none is opened.
        await LocalProgram.RunAsync(user,
            [binaries.InitDb, "-D", unfinished, "-U", SuperUser, "--auth-local=trust", "--auth-host=reject", "-E", "UTF8", "--locale=C", "--no-sync"],
            cancellationToken);
        await LocalProgram.RunAsync(user, ["mv", unfinished, folder.Data], cancellationToken);
    }

    private static string[] ServerCommand(PostgresBinaries binaries, ClusterFolder folder, EmbeddedPostgresOptions options)
    {
        // What lives for a test is not worth tidying either: with a database per test the vacuum would start somewhere all the time.
        string[] speed = options.Durable ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "autovacuum=off"];

        // A session of its own: Ctrl-C in the terminal must reach the programs that use the database before the database.
        return
        [
            "setsid", "sh", "-c", Supervise, "postgres-supervisor", folder.Log, options.DeleteOnStop ? folder.Root : "",
            binaries.Postgres, "-D", folder.Data, "-k", folder.Socket,
            "-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", "-c", $"max_connections={options.MaxConnections}", .. speed,
        ];
    }

    private static async Task<FileStream> TakeLockAsync(
        string file, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (clock.GetElapsedTime(started) < timeout)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), clock, cancellationToken);
            }
        }
    }

    private static async Task WaitUntilReadyAsync(
        Process supervisor, ClusterFolder folder, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (!await AnswersAsync(folder.Socket, cancellationToken))
        {
            if (supervisor.HasExited)
            {
                throw new PostgresFailedException($"PostgreSQL did not start. Its log ({folder.Log}) ends with:\n{folder.LogTail()}");
            }

            if (clock.GetElapsedTime(started) > timeout)
            {
                throw new PostgresFailedException(
                    $"PostgreSQL was not ready after {timeout.TotalSeconds:0} s. Its log ({folder.Log}) ends with:\n{folder.LogTail()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(string socket, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(socket, ".s.PGSQL.5432")))
        {
            return false;
        }

        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString(socket, "postgres") + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(cancellationToken);

            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
