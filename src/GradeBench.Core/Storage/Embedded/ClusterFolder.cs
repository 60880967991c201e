using System.Globalization;
using System.Text;

namespace GradeBench.Core.Storage.Embedded;

/// <summary>The files of one private cluster.</summary>
internal sealed class ClusterFolder(string folder)
{
    // sun_path has 108 bytes and the socket's own name needs 20 of them.
    private const int MaxSocketFolderBytes = 87;

    public string Root { get; } = folder;

    public string Data => Path.Combine(Root, "data");

    public string Log => Path.Combine(Root, "postgres.log");

    public string Lock => Path.Combine(Root, "start.lock");

    /// <summary>Where the socket is. Inside <see cref="Root"/>, which nobody else can enter.</summary>
    public string Socket => Encoding.UTF8.GetByteCount(Root) <= MaxSocketFolderBytes
        ? Root
        : throw new PostgresFailedException(
            $"{Root} is too long for a Unix socket: at most {MaxSocketFolderBytes} bytes. Set GRADEBENCH_DATA to a shorter path.");

    /// <summary>Major version of the cluster; null when there is none yet.</summary>
    public int? Major()
    {
        var file = Path.Combine(Data, "PG_VERSION");

        return File.Exists(file) ? int.Parse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>
    /// Removes what a killed server left behind. PostgreSQL does that itself unless the number of the dead process was
    /// given to another process of the same user, which happens after a restart of the machine; then it refuses to start.
    /// </summary>
    public void RemoveStalePid()
    {
        var pidFile = Path.Combine(Data, "postmaster.pid");
        if (!File.Exists(pidFile) || RunsHere(File.ReadLines(pidFile).FirstOrDefault()))
        {
            return;
        }

        File.Delete(pidFile);
        File.Delete(Path.Combine(Root, ".s.PGSQL.5432"));
        File.Delete(Path.Combine(Root, ".s.PGSQL.5432.lock"));
    }

    /// <summary>The end of the server's log, for messages.</summary>
    public string LogTail() => File.Exists(Log) ? string.Join(Environment.NewLine, File.ReadLines(Log).TakeLast(12)) : "(there is no log)";

    private bool RunsHere(string? pid)
    {
        var commandLine = $"/proc/{pid}/cmdline";
        if (!Directory.Exists("/proc/self"))
        {
            return true;
        }

        try
        {
            return File.Exists(commandLine) && File.ReadAllText(commandLine).Split('\0').Contains(Data);
        }
        catch (IOException)
        {
            // It ended while we looked.
            return false;
        }
    }
}
