namespace GradeBench.Sandbox.Limits;

/// <summary>One sandbox's groups in the version 1 hierarchies.</summary>
internal sealed class CgroupV1(string memory, string pids, string cpuAccounting, IReadOnlyList<string> folders, TimeProvider time) : IResourceGroup
{
    private readonly CpuCounter _cpu = new(Path.Combine(cpuAccounting, "cpuacct.usage"), key: "");

    public string Memory => memory;

    public string Pids => pids;

    public IReadOnlyList<string> FilesToJoin { get; } = [.. folders.Select(folder => Path.Combine(folder, "cgroup.procs"))];

    public bool RanOutOfMemory => CgroupFile.ReadNumber(memory, "memory.oom_control", "oom_kill") > 0;

    public SandboxUsage ReadUsage(int processId) => new(
        ReadCpuTime(processId),
        CgroupFile.ReadNumber(memory, "memory.max_usage_in_bytes"),
        CgroupFile.ReadNumber(pids, "pids.events", "max"));

    public TimeSpan ReadCpuTime(int processId) => TimeSpan.FromTicks(_cpu.Read() / TimeSpan.NanosecondsPerTick);

    public IReadOnlyList<int> ListProcesses(int processId) => CgroupFile.ReadProcesses(memory);

    public void KillAll() => CgroupFolder.KillAll(memory);

    public async Task<bool> RemoveAsync()
    {
        _cpu.Close();
        var removed = true;
        foreach (var folder in folders)
        {
            removed &= await CgroupFolder.RemoveAsync(folder, time);
        }

        return removed;
    }
}
