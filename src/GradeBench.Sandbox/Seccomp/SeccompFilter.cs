using System.Runtime.InteropServices;

namespace GradeBench.Sandbox.Seccomp;

/// <summary>
/// The system call filter of every sandbox: a deny list in the tradition of Flatpak and isolate. It narrows what the
/// namespaces leave open (vsock, keyrings, io_uring, the 32-bit table) and is not what keeps files and processes apart.
/// </summary>
internal static class SeccompFilter
{
    // Offsets into the kernel's struct seccomp_data.
    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint Argument0Offset = 16;
    private const uint Argument1Offset = 24;

    // x32 calls carry this bit and would slip past numbers compared for equality.
    private const uint X32Bit = 0x40000000;

    // CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET.
    private const uint NamespaceFlags = 0x7E020000;

    // These two ioctls type into the terminal of whoever started us (CVE-2017-5226, CVE-2023-28100).
    private const uint TiocSti = 0x5412;
    private const uint TiocLinux = 0x541C;

    private const uint FamilyUnix = 1;
    private const uint FamilyIPv4 = 2;
    private const uint FamilyIPv6 = 10;

    public static byte[] Build(Architecture architecture) => architecture switch
    {
        Architecture.X64 => Build(
            auditArchitecture: 0xC000003E, new(CloneProcess: 56, Socket: 41, Ioctl: 16, Personality: 135), call => call.X64, hasX32: true),
        Architecture.Arm64 => Build(
            auditArchitecture: 0xC00000B7, new(CloneProcess: 220, Socket: 198, Ioctl: 29, Personality: 92), call => call.Arm64, hasX32: false),
        _ => throw new SandboxUnavailableException(
            $"There is no system call filter for processors of type {architecture}.", "Run GradeBench on an x64 or arm64 machine."),
    };

    private static byte[] Build(uint auditArchitecture, CheckedCalls calls, Func<SystemCall, uint?> number, bool hasX32)
    {
        // A call through another table (int 0x80) would be judged by the wrong numbers, so it is the end.
        var program = new BpfProgram().Load(ArchitectureOffset).UnlessEqual(auditArchitecture, SeccompAction.KillProcess).Load(NumberOffset);
        if (hasX32)
        {
            program.IfAtLeast(X32Bit, SeccompAction.NoSuchCall);
        }

        foreach (var denied in DeniedSystemCalls.NotPermitted.Select(number).OfType<uint>())
        {
            program.IfEqual(denied, SeccompAction.NotPermitted);
        }

        foreach (var denied in DeniedSystemCalls.NoSuchCall.Select(number).OfType<uint>())
        {
            program.IfEqual(denied, SeccompAction.NoSuchCall);
        }

        return program
            .When(calls.CloneProcess, new BpfProgram().Load(Argument0Offset).IfAnyBit(NamespaceFlags, SeccompAction.NotPermitted).Return(SeccompAction.Allow))
            // Not only IP: vsock and netlink ignore network namespaces or reach the kernel's less travelled code.
            .When(calls.Socket, new BpfProgram().Load(Argument0Offset)
                .IfEqual(FamilyUnix, SeccompAction.Allow).IfEqual(FamilyIPv4, SeccompAction.Allow).IfEqual(FamilyIPv6, SeccompAction.Allow)
                .Return(SeccompAction.FamilyNotSupported))
            .When(calls.Ioctl, new BpfProgram().Load(Argument1Offset)
                .IfEqual(TiocSti, SeccompAction.NotPermitted).IfEqual(TiocLinux, SeccompAction.NotPermitted).Return(SeccompAction.Allow))
            // 0 is what we have, ~0 asks for it; anything else switches off address randomisation and worse.
            .When(calls.Personality, new BpfProgram().Load(Argument0Offset)
                .IfEqual(0, SeccompAction.Allow).IfEqual(uint.MaxValue, SeccompAction.Allow).Return(SeccompAction.NotPermitted))
            .Return(SeccompAction.Allow)
            .ToBytes();
    }

    private readonly record struct CheckedCalls(uint CloneProcess, uint Socket, uint Ioctl, uint Personality);
}
