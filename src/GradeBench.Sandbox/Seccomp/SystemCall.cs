namespace GradeBench.Sandbox.Seccomp;

/// <summary>A system call's number on each architecture; null where it does not exist.</summary>
internal readonly record struct SystemCall(string Name, uint? X64, uint? Arm64)
{
    /// <summary>Calls since Linux 5.1 have one number everywhere.</summary>
    public static SystemCall Everywhere(string name, uint number) => new(name, number, number);
}
