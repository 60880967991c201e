namespace GradeBench.Sandbox.Limits;

/// <summary>Control groups version 2: one folder carries every controller.</summary>
/// <param name="parent">A group whose subtree_control lists memory and pids, writable by us, with no process of its own.</param>
internal sealed class CgroupV2Groups(string parent, TimeProvider time) : IResourceGroups
{
    private const int QuotaPeriodMicroseconds = 100_000;

    public LimitMode Mode => LimitMode.CgroupV2;

    public async Task<IResourceGroup> CreateAsync(string name, SandboxLimits limits, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(parent, name);
        if (Directory.Exists(folder))
        {
            await RemoveAsync(name);
        }

        cancellationToken.ThrowIfCancellationRequested();
        Directory.CreateDirectory(folder);
        WriteLimits(folder, limits, Environment.ProcessorCount);
        return new CgroupV2(folder, time);
    }

    public IReadOnlyList<string> List() => SlotNames.In([parent]);

    public Task RemoveAsync(string name) => new CgroupV2(Path.Combine(parent, name), time).RemoveAsync();

    internal static void WriteLimits(string folder, SandboxLimits limits, int cores)
    {
        CgroupFile.Write(folder, "memory.max", limits.MemoryBytes);
        // Without this, one killed child would leave a half-dead sandbox behind.
        CgroupFile.Write(folder, "memory.oom.group", 1);
        if (File.Exists(Path.Combine(folder, "memory.swap.max")))
        {
            CgroupFile.Write(folder, "memory.swap.max", 0);
        }

        CgroupFile.Write(folder, "pids.max", limits.Tasks);
        if (limits.Cores < cores && File.Exists(Path.Combine(folder, "cpu.max")))
        {
            CgroupFile.Write(folder, "cpu.max", FormattableString.Invariant($"{(long)limits.Cores * QuotaPeriodMicroseconds} {QuotaPeriodMicroseconds}"));
        }
    }
}
