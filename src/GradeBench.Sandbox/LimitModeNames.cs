namespace GradeBench.Sandbox;

/// <summary>The spelling of <see cref="LimitMode"/> in reports and on the command line.</summary>
public static class LimitModeNames
{
    /// <returns><c>cgroup-v1</c>, <c>cgroup-v2</c>, <c>rlimit</c> or <c>unsandboxed</c>.</returns>
    public static string ToReportName(this LimitMode mode) => mode switch
    {
        LimitMode.CgroupV1 => "cgroup-v1",
        LimitMode.CgroupV2 => "cgroup-v2",
        LimitMode.Rlimit => "rlimit",
        _ => "unsandboxed",
    };
}
