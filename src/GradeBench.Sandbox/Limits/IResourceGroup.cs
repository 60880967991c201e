namespace GradeBench.Sandbox.Limits;

/// <summary>The limits and the accounting of one sandbox.</summary>
internal interface IResourceGroup
{
    /// <summary>Files the launch writes "0" to in order to join, before it executes anything.</summary>
    IReadOnlyList<string> FilesToJoin { get; }

    /// <summary>Whether the kernel's out-of-memory killer struck in this group.</summary>
    bool RanOutOfMemory { get; }

    /// <param name="processId">The launched process, for modes that must count it themselves.</param>
    SandboxUsage ReadUsage(int processId);

    /// <summary>The processor time alone, for those who ask often.</summary>
    /// <param name="processId">The launched process, for modes that must count it themselves.</param>
    TimeSpan ReadCpuTime(int processId);

    /// <summary>The processes in the group, numbered as we see them.</summary>
    /// <param name="processId">The launched process, for modes that must find the others themselves.</param>
    IReadOnlyList<int> ListProcesses(int processId);

    /// <summary>Kills every process in the group.</summary>
    void KillAll();

    /// <summary>Waits until the group has no process left and removes it. Returns false if it could not be removed within a second.</summary>
    Task<bool> RemoveAsync();
}
