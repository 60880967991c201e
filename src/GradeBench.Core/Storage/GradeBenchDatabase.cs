using GradeBench.Core.Storage.Embedded;
using Microsoft.Extensions.Configuration;

namespace GradeBench.Core.Storage;

/// <summary>The database a process uses: the configured server, or the private cluster of this machine.</summary>
public sealed class GradeBenchDatabase : IAsyncDisposable
{
    private const string DatabaseName = "gradebench";

    private readonly EmbeddedPostgres? _embedded;

    private GradeBenchDatabase(string connectionString, EmbeddedPostgres? embedded)
    {
        ConnectionString = connectionString;
        _embedded = embedded;
    }

    public string ConnectionString { get; }

    /// <summary>Whether it is the private cluster rather than a configured server.</summary>
    public bool IsEmbedded => _embedded is not null;

    /// <summary>
    /// With <c>ConnectionStrings:GradeBench</c> configured (environment: <c>ConnectionStrings__GradeBench</c>) uses that
    /// server and starts nothing; otherwise starts, or shares, the private cluster.
    /// </summary>
    public static async Task<GradeBenchDatabase> OpenAsync(
        IConfiguration configuration, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (configuration.GetConnectionString("GradeBench") is { Length: > 0 } configured)
        {
            return new GradeBenchDatabase(configured, embedded: null);
        }

        var embedded = await EmbeddedPostgres.StartAsync(EmbeddedPostgresOptions.ForThisMachine(), clock, cancellationToken);
        await embedded.EnsureDatabaseAsync(DatabaseName, cancellationToken);

        return new GradeBenchDatabase(embedded.ConnectionString(DatabaseName), embedded);
    }

    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
