using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GradeBench.Sandbox.Native;

/// <summary>The few system calls .NET has no method for.</summary>
internal static partial class LibC
{
    public const int SigKill = 9;

    private const uint MemfdCloseOnExec = 1;
    private const uint CloseRangeCloseOnExec = 4;

    // One number on every architecture: system calls since Linux 5.1 share a table. Not all C libraries wrap these.
    private const long SysPidfdSendSignal = 424;
    private const long SysPidfdOpen = 434;
    private const long SysCloseRange = 436;

    /// <summary>An anonymous file in memory; other processes of ours reach it as /proc/PID/fd/N.</summary>
    public static SafeFileHandle CreateMemoryFile(string name)
    {
        var descriptor = memfd_create(name, MemfdCloseOnExec);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"The kernel refused an in-memory file (errno {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>Marks every descriptor but the standard three to be closed in children. Returns false on kernels before 5.11.</summary>
    public static bool CloseDescriptorsOnExec() => syscall(SysCloseRange, 3, uint.MaxValue, CloseRangeCloseOnExec) == 0;

    /// <summary>A handle that keeps meaning this process even after its number is reused; null when it is gone.</summary>
    public static SafeFileHandle? OpenProcess(int processId)
    {
        var descriptor = syscall(SysPidfdOpen, processId, 0, 0);
        return descriptor >= 0 ? new SafeFileHandle((nint)descriptor, ownsHandle: true) : null;
    }

    public static void Kill(SafeFileHandle process) =>
        _ = pidfd_send_signal(SysPidfdSendSignal, process, SigKill, 0, 0);

    /// <summary>Kills by number; only for processes listed in a control group of ours a moment ago.</summary>
    public static void Kill(int processId) => _ = kill(processId, SigKill);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial long syscall(long number, long a, long b, long c);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long pidfd_send_signal(long number, SafeFileHandle process, long signal, long info, long flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int processId, int signal);
}
