using System.Globalization;
using System.Text;

namespace GradeBench.Sandbox.Launch;

/// <summary>The sandbox as bubblewrap's arguments: what exists inside, in mounting order. Every flag is one a probe of the doctor checks.</summary>
internal static class BubblewrapArguments
{
    /// <returns>The arguments as bubblewrap's <c>--args</c> wants them: UTF-8, each ended by a zero byte.</returns>
    public static byte[] Encode(SandboxSpec spec, string rootFolder, string appFolder)
    {
        IEnumerable<string> arguments =
        [
            // Not --unshare-all: its user and cgroup parts are only tried.
            "--unshare-user", "--disable-userns", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup",
            "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL", "--hostname", "sandbox",
            "--ro-bind", rootFolder, "/",
            "--proc", "/proc",
            "--dev", "/dev",
            .. Tmpfs("/dev/shm", spec.Limits.SharedMemoryBytes),
            "--remount-ro", "/dev",
            .. Tmpfs("/tmp", spec.Limits.ScratchBytes),
            .. Tmpfs("/box", spec.Limits.ScratchBytes),
            "--ro-bind", appFolder, "/app",
            "--chdir", "/box",
            .. EnvironmentOf(spec).SelectMany(variable => new[] { "--setenv", variable.Key, variable.Value }),
            "--json-status-fd", "7",
            "--seccomp", "9",
        ];

        return Encoding.UTF8.GetBytes(string.Concat(arguments.Select(argument => argument + '\0')));
    }

    public static IEnumerable<KeyValuePair<string, string>> EnvironmentOf(SandboxSpec spec) =>
    [
        new("HOME", "/box"),
        new("LANG", "C.UTF-8"),
        // Profiling never pays off in a program that lives for seconds; diagnostics cost three threads and a socket in /tmp.
        new("DOTNET_TieredPGO", "0"),
        new("DOTNET_EnableDiagnostics", "0"),
        new("DOTNET_EnableWriteXorExecute", spec.ProtectsCode ? "1" : "0"),
        new("DOTNET_GCHeapHardLimit", "0x" + spec.Limits.ManagedHeapBytes.ToString("X", CultureInfo.InvariantCulture)),
        new("DOTNET_PROCESSOR_COUNT", spec.Limits.Cores.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string[] Tmpfs(string folder, long bytes) =>
        ["--size", bytes.ToString(CultureInfo.InvariantCulture), "--tmpfs", folder];
}
