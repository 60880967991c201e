namespace GradeBench.Sandbox.Seccomp;

/// <summary>What the kernel does with a system call.</summary>
internal readonly record struct SeccompAction(uint Value)
{
    public static SeccompAction Allow { get; } = new(0x7fff0000);

    public static SeccompAction KillProcess { get; } = new(0x80000000);

    /// <summary>"Not permitted": the caller is told that it may not.</summary>
    public static SeccompAction NotPermitted { get; } = Errno(1);

    /// <summary>"No such call": the C library and the runtime fall back to an older call that is filtered properly.</summary>
    public static SeccompAction NoSuchCall { get; } = Errno(38);

    public static SeccompAction FamilyNotSupported { get; } = Errno(97);

    private static SeccompAction Errno(uint number) => new(0x00050000 | number);
}
