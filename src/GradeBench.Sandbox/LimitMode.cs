namespace GradeBench.Sandbox;

/// <summary>What enforces memory, process and CPU limits on this machine. Reports carry it, because the modes differ in strength.</summary>
public enum LimitMode
{
    /// <summary>Control groups, version 1: one hierarchy per controller.</summary>
    CgroupV1,

    /// <summary>Control groups, version 2: one unified hierarchy.</summary>
    CgroupV2,

    /// <summary>Per-process resource limits only. Isolation is complete, but a fork can double what a process may use.</summary>
    Rlimit,

    /// <summary>No isolation at all. Only with an explicit flag and environment variable; never on a server.</summary>
    Unsandboxed,
}
