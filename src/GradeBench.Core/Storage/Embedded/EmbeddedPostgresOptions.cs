namespace GradeBench.Core.Storage.Embedded;

/// <summary>Where and how a private cluster runs.</summary>
public sealed class EmbeddedPostgresOptions
{
    /// <summary>The folder that holds the cluster, its socket and its log; absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the folder is deleted when the cluster stops. For tests; the default is false.</summary>
    public bool DeleteOnStop { get; init; }

    /// <summary>False where the data lives no longer than a test: a power failure may cost it, and nothing is vacuumed. The default is true.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Connections at the same time. The default is 100.</summary>
    public int MaxConnections { get; init; } = 100;

    /// <summary>How long starting may take, recovery after a crash included. The default is 1 minute.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The cluster of this machine: under <c>GRADEBENCH_DATA</c> when set, else <c>/var/lib/gradebench</c> for root and
    /// <c>~/.local/share/gradebench</c> for everyone else.
    /// </summary>
    public static EmbeddedPostgresOptions ForThisMachine()
    {
        var data = Environment.GetEnvironmentVariable("GRADEBENCH_DATA") is { Length: > 0 } configured
            ? Path.GetFullPath(configured)
            : Environment.IsPrivilegedProcess
                ? "/var/lib/gradebench"
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "gradebench");

        return new EmbeddedPostgresOptions { Folder = Path.Combine(data, "postgres") };
    }
}
