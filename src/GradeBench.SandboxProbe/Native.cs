using System.Runtime.InteropServices;

namespace GradeBench.SandboxProbe;

/// <summary>System calls as an attacker's code makes them.</summary>
internal static unsafe partial class Native
{
    [LibraryImport("libc", SetLastError = true)]
    public static partial long syscall(long number, long a, long b, long c, long d, long e);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fork();

    [LibraryImport("libc", SetLastError = true)]
    public static partial int waitpid(int process, nint status, int options);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int setsid();

    [LibraryImport("libc")]
    public static partial int pause();

    [LibraryImport("libc")]
    public static partial nint signal(int number, nint handler);

    [LibraryImport("libc")]
    public static partial void _exit(int code);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint mmap(nint address, nint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint write(int descriptor, byte* bytes, nint count);
}
