using System.Globalization;
using System.Runtime.InteropServices;

namespace GradeBench.SandboxProbe;

/// <summary>Writes findings to standard output, where the caller reads them line by line.</summary>
internal static class Report
{
    public static void Line(string key, object? value)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key}={value}"));
        Console.Out.Flush();
    }

    /// <summary>"ok", or "errno N" for a system call that returned a negative number just before.</summary>
    public static void Call(string key, long result)
    {
        // Before anything else: even writing the report makes calls of its own.
        var errno = Marshal.GetLastPInvokeError();
        Line(key, result >= 0 ? "ok" : string.Create(CultureInfo.InvariantCulture, $"errno {errno}"));
    }
}
