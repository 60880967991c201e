namespace GradeBench.Sandbox;

/// <summary>The limit a program ran into.</summary>
public enum SandboxLimit
{
    /// <summary>The kernel's out-of-memory killer ended it.</summary>
    Memory,

    /// <summary>It was refused a process or thread and did not survive that.</summary>
    Tasks,

    /// <summary>It used up its CPU budget, summed over all its threads and children.</summary>
    CpuTime,

    /// <summary>It was still running when its wall-clock budget ended.</summary>
    WallTime,

    /// <summary>It wrote more to standard error than anyone will read.</summary>
    ErrorOutput,
}
