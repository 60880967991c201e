namespace GradeBench.Sandbox.Limits;

/// <summary>Where this process's own control groups lie in the file system.</summary>
internal sealed class CgroupMounts(IReadOnlyList<string> mountInfo, IReadOnlyList<string> ownGroups)
{
    public static CgroupMounts OfThisProcess() => new(File.ReadAllLines("/proc/self/mountinfo"), File.ReadAllLines("/proc/self/cgroup"));

    /// <returns>Our own group's folder in the version 1 hierarchy of a controller, or null if there is none.</returns>
    public string? FindV1(string controller) =>
        (from mount in Mounts("cgroup")
         where mount.Options.Contains(controller)
         from line in ownGroups
         let parts = line.Split(':', 3)
         where parts[1].Split(',').Contains(controller)
         select Folder(mount, parts[2])).FirstOrDefault();

    /// <returns>Our own group's folder in the unified hierarchy, or null if none is mounted.</returns>
    public string? FindV2() =>
        (from mount in Mounts("cgroup2")
         from line in ownGroups
         where line.StartsWith("0::", StringComparison.Ordinal)
         select Folder(mount, line["0::".Length..])).FirstOrDefault();

    private static string Folder(Mount mount, string group)
    {
        // In a container the mount often shows a subtree only; our path is then given from the subtree's outside.
        var relative = mount.Root != "/" && (group + "/").StartsWith(mount.Root + "/", StringComparison.Ordinal) ? group[mount.Root.Length..] : group;
        var folder = Path.Join(mount.Point, relative.TrimEnd('/')).TrimEnd('/');
        return Directory.Exists(folder) ? folder : mount.Point;
    }

    // "30 22 0:27 / /sys/fs/cgroup/memory rw,relatime shared:1 - cgroup cgroup rw,memory"
    private IEnumerable<Mount> Mounts(string type) =>
        from line in mountInfo
        let halves = line.Split(" - ", 2)
        where halves.Length == 2
        let left = halves[0].Split(' ')
        let right = halves[1].Split(' ')
        where right[0] == type && left.Length > 4
        select new Mount(left[3], left[4].Replace(@"\040", " ", StringComparison.Ordinal), right[^1].Split(','));

    private sealed record Mount(string Root, string Point, string[] Options);
}
