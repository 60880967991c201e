namespace GradeBench.Sandbox.Limits;

/// <summary>Finds the strongest limits this process may set: control groups of the version that has the controllers, else none.</summary>
internal static class ResourceGroupsFinder
{
    public static IResourceGroups Find(CgroupMounts mounts, TimeProvider time) =>
        (IResourceGroups?)FindV1(mounts, time) ?? FindV2(mounts, time) ?? (IResourceGroups)new RlimitGroups();

    private static CgroupV1Groups? FindV1(CgroupMounts mounts, TimeProvider time) =>
        mounts.FindV1("memory") is { } memory && mounts.FindV1("pids") is { } pids && mounts.FindV1("cpuacct") is { } accounting
        && new[] { memory, pids, accounting }.All(CanMakeGroups)
            ? new CgroupV1Groups(memory, pids, accounting, mounts.FindV1("cpu") is { } cpu && CanMakeGroups(cpu) ? cpu : null, time)
            : null;

    private static CgroupV2Groups? FindV2(CgroupMounts mounts, TimeProvider time) =>
        mounts.FindV2() is { } own && CgroupV2Delegation.Prepare(own) is { } parent && CanMakeGroups(parent) ? new CgroupV2Groups(parent, time) : null;

    private static bool CanMakeGroups(string folder)
    {
        var trial = Path.Combine(folder, $"gradebench-trial-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(trial);
            Directory.Delete(trial);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
