namespace GradeBench.Sandbox.Limits;

/// <summary>Control groups version 1: memory, pids and cpuacct are separate hierarchies, joined one by one.</summary>
/// <param name="memory">Our own group in the memory hierarchy; likewise the others.</param>
/// <param name="cpu">Null when this machine has no more cores than a sandbox may use, so that a quota would only cost time.</param>
internal sealed class CgroupV1Groups(string memory, string pids, string cpuAccounting, string? cpu, TimeProvider time) : IResourceGroups
{
    private const int QuotaPeriodMicroseconds = 100_000;

    public LimitMode Mode => LimitMode.CgroupV1;

    private IEnumerable<string> Parents => new[] { memory, pids, cpuAccounting, cpu }.OfType<string>().Distinct();

    public async Task<IResourceGroup> CreateAsync(string name, SandboxLimits limits, CancellationToken cancellationToken)
    {
        if (Parents.Any(parent => Directory.Exists(Path.Combine(parent, name))))
        {
            await RemoveAsync(name);
        }

        cancellationToken.ThrowIfCancellationRequested();
        foreach (var parent in Parents)
        {
            Directory.CreateDirectory(Path.Combine(parent, name));
        }

        var group = new CgroupV1(Path.Combine(memory, name), Path.Combine(pids, name), Path.Combine(cpuAccounting, name), [.. Parents.Select(p => Path.Combine(p, name))], time);
        CgroupFile.Write(group.Memory, "memory.limit_in_bytes", limits.MemoryBytes);
        if (File.Exists(Path.Combine(group.Memory, "memory.memsw.limit_in_bytes")))
        {
            // Memory and swap together at the same limit: no swap. The file is missing when swap is not accounted at all.
            CgroupFile.Write(group.Memory, "memory.memsw.limit_in_bytes", limits.MemoryBytes);
        }

        CgroupFile.Write(group.Pids, "pids.max", limits.Tasks);
        if (cpu is not null && limits.Cores < Environment.ProcessorCount)
        {
            CgroupFile.Write(Path.Combine(cpu, name), "cpu.cfs_period_us", QuotaPeriodMicroseconds);
            CgroupFile.Write(Path.Combine(cpu, name), "cpu.cfs_quota_us", (long)limits.Cores * QuotaPeriodMicroseconds);
        }

        return group;
    }

    public IReadOnlyList<string> List() => SlotNames.In(Parents);

    public async Task RemoveAsync(string name)
    {
        foreach (var parent in Parents)
        {
            await CgroupFolder.RemoveAsync(Path.Combine(parent, name), time);
        }
    }
}
