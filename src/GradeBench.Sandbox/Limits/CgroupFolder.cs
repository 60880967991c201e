using System.Diagnostics;
using GradeBench.Sandbox.Native;

namespace GradeBench.Sandbox.Limits;

/// <summary>One control group as a folder: emptying and removing it, the same in both versions.</summary>
internal static class CgroupFolder
{
    private static readonly TimeSpan RemovalPatience = TimeSpan.FromSeconds(1);

    public static void KillAll(string folder)
    {
        // A fork between reading and killing shows up in the next reading; the caller repeats until the list is empty.
        foreach (var process in CgroupFile.ReadProcesses(folder))
        {
            LibC.Kill(process);
        }
    }

    /// <summary>Kills, waits for cgroup.procs to be empty (zombies still count in pids.current, so that is no sign) and removes.</summary>
    /// <returns>False when the kernel still refuses after a second: something for an operator to look at.</returns>
    public static async Task<bool> RemoveAsync(string folder, TimeProvider time)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < RemovalPatience;)
        {
            KillAll(folder);
            if (TryRemove(folder))
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), time);
        }

        return TryRemove(folder);
    }

    private static bool TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            // EBUSY: a process in it has not finished dying.
            return false;
        }
    }
}
