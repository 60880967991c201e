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

    /// <summary>"ok", or "errno N" for a system call that returned a negative number.</summary>
    public static void Call(string key, long result) => Line(key, result >= 0 ? "ok" : Errno());

    public static string Errno() => string.Create(CultureInfo.InvariantCulture, $"errno {Marshal.GetLastPInvokeError()}");
}
