namespace GradeBench.Sandbox;

/// <summary>What a program has used so far, counted by the kernel outside its reach.</summary>
/// <param name="CpuTime">User and system time of all its threads and children, since it was started.</param>
/// <param name="PeakMemoryBytes">Highest memory charge, its temporary files included; 0 where nothing counts it.</param>
/// <param name="RefusedTasks">How often a fork or thread was refused at the limit.</param>
public sealed record SandboxUsage(TimeSpan CpuTime, long PeakMemoryBytes, long RefusedTasks)
{
    /// <summary>Nothing used, or nothing known.</summary>
    public static SandboxUsage None { get; } = new(TimeSpan.Zero, 0, 0);
}
