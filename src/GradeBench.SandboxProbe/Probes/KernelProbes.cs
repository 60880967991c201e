using System.Runtime.InteropServices;

namespace GradeBench.SandboxProbe.Probes;

/// <summary>Parts of the kernel that namespaces leave open.</summary>
internal static unsafe class KernelProbes
{
    private const int SockStream = 1;
    private const long NewUser = 0x10000000;
    private const int ReadWriteExecute = 7;
    private const int PrivateAnonymous = 0x22;

    /// <summary>Arguments: address families. 16 netlink, 17 packet, 38 alg, 40 vsock.</summary>
    public static int Sockets(string[] arguments)
    {
        foreach (var family in arguments)
        {
            var number = int.Parse(family, System.Globalization.CultureInfo.InvariantCulture);
            var type = number is 16 or 17 ? 3 : number is 38 ? 5 : SockStream;
            Report.Call(family, Native.socket(number, type, 0));
        }

        return 0;
    }

    public static int Calls(string[] arguments)
    {
        var isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        Call("unshare", isX64 ? 272 : 97, NewUser);
        Call("mount", isX64 ? 165 : 40, 0);
        Call("ptrace", isX64 ? 101 : 117, 0);
        Call("keyctl", isX64 ? 250 : 219, 0, -1);
        Call("add_key", isX64 ? 248 : 217, 0);
        Call("bpf", isX64 ? 321 : 280, 0);
        Call("userfaultfd", isX64 ? 323 : 282, 0);
        Call("perf_event_open", isX64 ? 298 : 241, 0);
        Call("chroot", isX64 ? 161 : 51, 0);
        Call("io_uring_setup", 425, 1);
        CallClone3();
        return 0;
    }

    /// <summary>getpid through the 32-bit table, whose numbers a 64-bit filter would misread.</summary>
    public static int CompatCall(string[] arguments)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            Report.Line("compat-call", "none");
            return 0;
        }

        // mov eax, 20; int 0x80; ret
        ReadOnlySpan<byte> code = [0xb8, 20, 0, 0, 0, 0xcd, 0x80, 0xc3];
        var page = Native.mmap(0, 4096, ReadWriteExecute, PrivateAnonymous, -1, 0);
        code.CopyTo(new Span<byte>((void*)page, code.Length));
        Report.Line("compat-call", "trying");
        Report.Line("compat-call", ((delegate* unmanaged<int>)page)());
        return 0;
    }

    private static void Call(string name, long number, long first, long second = 0) =>
        Report.Call(name, Native.syscall(number, first, second, 0, 0, 0));

    private static void CallClone3()
    {
        var structure = stackalloc long[11];
        structure[0] = NewUser;
        var result = Native.syscall(435, (long)structure, 11 * sizeof(long), 0, 0, 0);
        if (result == 0)
        {
            Native._exit(0);
        }

        Report.Call("clone3", result);
    }
}
