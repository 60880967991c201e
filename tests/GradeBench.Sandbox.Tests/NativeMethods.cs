using System.Runtime.InteropServices;

namespace GradeBench.Sandbox.Tests;

internal static class NativeMethods
{
    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int dup(int descriptor);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int close(int descriptor);
}
