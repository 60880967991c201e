using System.Globalization;

namespace GradeBench.Core.Storage.Embedded;

/// <summary>A folder with PostgreSQL's server programs, and its major version.</summary>
internal sealed record PostgresBinaries(string Folder, int Major)
{
    public string InitDb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>
    /// The programs to use. A cluster that exists decides the version; otherwise PATH comes first, then what
    /// <c>pg_config</c> names, then the newest of the folders in which distributions keep several versions.
    /// </summary>
    /// <param name="clusterMajor">Major version of the cluster to start; null for a new one.</param>
    public static async Task<PostgresBinaries> FindAsync(int? clusterMajor, CancellationToken cancellationToken)
    {
        var found = new List<PostgresBinaries>();
        foreach (var folder in await CandidateFoldersAsync(cancellationToken))
        {
            if (File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            {
                found.Add(new PostgresBinaries(folder, await ReadMajorAsync(folder, cancellationToken)));
            }
        }

        if (found.Count == 0)
        {
            throw new PostgresNotInstalledException(
                "PostgreSQL is not installed: initdb and postgres are neither on PATH, nor where pg_config points, nor under /usr/lib/postgresql. "
                + "Install it (Debian, Ubuntu: apt-get install postgresql), or set ConnectionStrings__GradeBench to a server that runs already.");
        }

        return found.FirstOrDefault(binaries => clusterMajor is null || binaries.Major == clusterMajor)
            ?? throw new PostgresNotInstalledException(
                $"The database was made by PostgreSQL {clusterMajor}, but only version {string.Join(", ", found.Select(b => b.Major).Distinct())} is installed. "
                + $"Install PostgreSQL {clusterMajor}, or upgrade the database with pg_upgrade.");
    }

    private static async Task<IEnumerable<string>> CandidateFoldersAsync(CancellationToken cancellationToken)
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var configured = onPath.Any(folder => File.Exists(Path.Combine(folder, "pg_config")))
            ? (await LocalProgram.RunAsync(null, ["pg_config", "--bindir"], cancellationToken)).Trim()
            : "";
        var versioned = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major) ? major : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];

        return onPath.Append(configured).Concat(versioned).Where(folder => folder.Length > 0).Distinct();
    }

    private static async Task<int> ReadMajorAsync(string folder, CancellationToken cancellationToken)
    {
        // "postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)"
        var version = await LocalProgram.RunAsync(null, [Path.Combine(folder, "postgres"), "--version"], cancellationToken);
        var number = version.Split(' ').SkipWhile(word => word != "(PostgreSQL)").Skip(1).FirstOrDefault() ?? "";
        var digits = new string([.. number.TakeWhile(char.IsAsciiDigit)]);

        return int.TryParse(digits, CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new PostgresFailedException($"{folder}/postgres --version answered '{version.Trim()}', which names no version.");
    }
}
