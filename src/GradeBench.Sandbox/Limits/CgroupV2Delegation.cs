namespace GradeBench.Sandbox.Limits;

/// <summary>
/// Version 2 lets a group have either processes or controlled children, never both. So our own processes move into a
/// leaf beside the sandboxes, as container entry points and systemd's Delegate= services do.
/// </summary>
internal static class CgroupV2Delegation
{
    private const string LeafName = "gradebench-host";

    /// <param name="own">The group this process is in.</param>
    /// <returns>The group to make sandboxes in, or null when we may not.</returns>
    public static string? Prepare(string own)
    {
        var parent = Path.GetFileName(own) == LeafName ? Path.GetDirectoryName(own)! : own;
        if (Enables(parent, "cgroup.subtree_control"))
        {
            return parent;
        }

        if (!Enables(parent, "cgroup.controllers"))
        {
            return null;
        }

        try
        {
            MoveProcesses(parent, Path.Combine(parent, LeafName));
            CgroupFile.Write(parent, "cgroup.subtree_control", "+memory +pids");
            EnableQuota(parent);
            return parent;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool Enables(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) && File.ReadAllText(path).Split([' ', '\n']) is var controllers && controllers.Contains("memory") && controllers.Contains("pids");
    }

    private static void MoveProcesses(string parent, string leaf)
    {
        Directory.CreateDirectory(leaf);
        foreach (var process in CgroupFile.ReadProcesses(parent))
        {
            try
            {
                CgroupFile.Write(leaf, "cgroup.procs", process);
            }
            catch (IOException)
            {
                // It ended meanwhile (ESRCH). One that cannot be moved makes the next step fail, which is handled.
            }
        }
    }

    private static void EnableQuota(string parent)
    {
        try
        {
            CgroupFile.Write(parent, "cgroup.subtree_control", "+cpu");
        }
        catch (IOException)
        {
            // Only the quota needs this controller; CPU time is counted in cpu.stat without it.
        }
    }
}
