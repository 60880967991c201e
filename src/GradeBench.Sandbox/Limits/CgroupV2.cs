namespace GradeBench.Sandbox.Limits;

/// <summary>One sandbox's group in the unified hierarchy.</summary>
internal sealed class CgroupV2(string folder, TimeProvider time) : IResourceGroup
{
    // The first line of the file is the sum of the others.
    private readonly CpuCounter _cpu = new(Path.Combine(folder, "cpu.stat"), key: "usage_usec ");

    public IReadOnlyList<string> FilesToJoin { get; } = [Path.Combine(folder, "cgroup.procs")];

    public bool RanOutOfMemory => CgroupFile.ReadNumber(folder, "memory.events", "oom_kill") > 0;

    public SandboxUsage ReadUsage(int processId) => new(
        ReadCpuTime(processId),
        // Peak is missing before Linux 5.19; the present charge is the best lower bound then.
        Math.Max(CgroupFile.ReadNumber(folder, "memory.peak"), CgroupFile.ReadNumber(folder, "memory.current")),
        CgroupFile.ReadNumber(folder, "pids.events", "max"));

    public TimeSpan ReadCpuTime(int processId) => TimeSpan.FromMicroseconds(_cpu.Read());

    public IReadOnlyList<int> ListProcesses(int processId) => CgroupFile.ReadProcesses(folder);

    public void KillAll()
    {
        // One write kills the whole tree, forks in flight included; the file is missing before Linux 5.14.
        if (File.Exists(Path.Combine(folder, "cgroup.kill")))
        {
            CgroupFile.Write(folder, "cgroup.kill", 1);
        }

        CgroupFolder.KillAll(folder);
    }

    public Task<bool> RemoveAsync()
    {
        _cpu.Close();
        KillAll();
        return CgroupFolder.RemoveAsync(folder, time);
    }
}
