namespace GradeBench.Sandbox.Limits;

/// <summary>One sandbox without a control group. Killing its first process kills the rest with the process namespace.</summary>
internal sealed class RlimitGroup : IResourceGroup
{
    public IReadOnlyList<string> FilesToJoin => [];

    // Address space ends in a failed allocation, never in the kernel's killer.
    public bool RanOutOfMemory => false;

    public SandboxUsage ReadUsage(int processId) =>
        new(ReadCpuTime(processId), ProcessTree.PeakMemoryBytes(processId), RefusedTasks: 0);

    public TimeSpan ReadCpuTime(int processId) => TimeSpan.FromTicks(ProcessTree.CpuTicks(processId));

    public IReadOnlyList<int> ListProcesses(int processId) => [.. ProcessTree.Of(processId)];

    public void KillAll()
    {
    }

    public Task<bool> RemoveAsync() => Task.FromResult(true);
}
