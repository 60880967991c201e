namespace GradeBench.TestKit.Database;

/// <summary>Where the PostgreSQL of a test lives.</summary>
public static class ClusterFolders
{
    private const string Memory = "/dev/shm";
    private const long Room = 4L << 30; // The largest run of an assembly fills a tenth of it.

    /// <summary>
    /// A path at which nothing is yet; short, because a Unix socket lies in it. In memory where there is room: each database
    /// is three hundred files, and a disk without a journal looks through all that were just deleted for each new one,
    /// which takes it longer than PostgreSQL takes for everything else.
    /// </summary>
    public static string New() => Path.Combine(HasRoom() ? Memory : Path.GetTempPath(), $"gb-{Guid.NewGuid():N}"[..15]);

    private static bool HasRoom()
    {
        try
        {
            return Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Room;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
