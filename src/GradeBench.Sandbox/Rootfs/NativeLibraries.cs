using GradeBench.Sandbox.Launch;

namespace GradeBench.Sandbox.Rootfs;

/// <summary>Finds the shared libraries a .NET runtime needs: those it is linked to, and those it loads by name.</summary>
internal static class NativeLibraries
{
    // Loaded by name at run time, so no linker knows them. Versions are tried as the runtime would.
    private static readonly string[] LoadedByName =
        ["libicuuc.so.", "libicui18n.so.", "libicudata.so.", "libssl.so.3", "libcrypto.so.3", "libz.so.1", "libgcc_s.so.1", "librt.so.1"];

    /// <returns>Absolute paths, as the dynamic loader looks for them, of everything <paramref name="programs"/> and the runtime may load.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<string> programs, CancellationToken cancellationToken)
    {
        var named = ParseLinkerCache(await RunAsync("ldconfig", ["-p"], cancellationToken));
        var linked = ParseLinked(await RunAsync("ldd", [.. programs, .. named], cancellationToken));
        return [.. named.Concat(linked).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads <c>ldconfig -p</c>: "libz.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libz.so.1".</summary>
    internal static IReadOnlyList<string> ParseLinkerCache(string output) =>
    [
        .. from line in output.Split('\n')
           let arrow = line.IndexOf(" => ", StringComparison.Ordinal)
           where arrow > 0
           let name = line[..arrow].Trim().Split(' ')[0]
           let prefix = LoadedByName.FirstOrDefault(wanted => name.StartsWith(wanted, StringComparison.Ordinal))
           where prefix is not null && !line.Contains("(libc6)", StringComparison.Ordinal)
           group line[(arrow + 4)..].Trim() by prefix into found
           // The first of several versions: the cache lists the newest first.
           select found.First(),
    ];

    /// <summary>Reads <c>ldd</c>: "libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)" and "/lib64/ld-linux-x86-64.so.2 (0x…)".</summary>
    internal static IEnumerable<string> ParseLinked(string output) =>
        from line in output.Split('\n')
        where line.EndsWith(')') && line.StartsWith('\t')
        let path = line[(line.IndexOf("=>", StringComparison.Ordinal) is var arrow and >= 0 ? arrow + 2 : 0)..line.LastIndexOf('(')].Trim()
        where path.StartsWith('/')
        select path;

    private static async Task<string> RunAsync(string tool, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        (Tool.Find(tool) is { } program ? await Tool.ReadAsync(program, arguments, cancellationToken) : null)
        ?? throw new SandboxUnavailableException(
            $"The program {tool}, which tells the shared libraries of the .NET runtime, is missing or failed.",
            "Install it (Debian and Ubuntu: apt-get install libc-bin). Systems without the GNU C library are not supported.");
}
