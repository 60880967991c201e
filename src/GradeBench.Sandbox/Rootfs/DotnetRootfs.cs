using System.Globalization;
using GradeBench.Sandbox.Files;

namespace GradeBench.Sandbox.Rootfs;

/// <summary>
/// The read-only system of a sandbox: the .NET runtime, the libraries it needs, time zones, four small files. No shell,
/// no other program, nothing of the host besides.
/// </summary>
internal sealed class DotnetRootfs(DotnetInstallation dotnet, TreeCache cache)
{
    // Changes when what is copied changes, so that an older GradeBench's tree is not taken for ours.
    private const string Layout = "1";

    private const string LinkerCache = "/etc/ld.so.cache";
    private const string TimeZones = "/usr/share/zoneinfo";

    // Debugging and tracing support, and a program: all of no use inside.
    private static readonly string[] LeftOut = ["createdump", "libmscordaccore.so", "libmscordbi.so", "libcoreclrtraceptprovider.so"];

    // The root is read-only, so what is mounted on must be there.
    private static readonly string[] MountPoints = ["app", "box", "dev", "proc", "tmp"];

    /// <returns>The folder to mount as /.</returns>
    public Task<string> GetAsync(CancellationToken cancellationToken) =>
        cache.GetAsync($"rootfs-dotnet-{dotnet.Version}", Identity(), () => ListAsync(cancellationToken), cancellationToken);

    // Four looks instead of hashing 130 MB at every start: every installation of a library rewrites the linker's cache.
    private string Identity() =>
        TreeManifest.Shorten(string.Join('\n', new[] { Path.Combine(dotnet.Runtime, "libcoreclr.so"), Path.Combine(dotnet.Root, "dotnet"), LinkerCache, TimeZones }
            .Select(path => $"{Layout} {path} {File.GetLastWriteTimeUtc(path).Ticks.ToString(CultureInfo.InvariantCulture)}")));

    private async Task<IReadOnlyList<TreeEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var runtime = Directory.GetFiles(dotnet.Runtime).Where(file => !LeftOut.Contains(Path.GetFileName(file))).ToList();
        var muxer = Path.Combine(dotnet.Root, "dotnet");
        var resolver = Path.Combine(dotnet.HostResolver, "libhostfxr.so");
        var libraries = await NativeLibraries.FindAsync(
            [muxer, resolver, .. runtime.Where(file => file.EndsWith(".so", StringComparison.Ordinal))], cancellationToken);

        return
        [
            new TreeEntry.Copy(muxer, "dotnet/dotnet"),
            new TreeEntry.Copy(resolver, $"dotnet/host/fxr/{Path.GetFileName(dotnet.HostResolver)}/libhostfxr.so"),
            .. runtime.Select(file => new TreeEntry.Copy(file, $"dotnet/shared/Microsoft.NETCore.App/{dotnet.Version}/{Path.GetFileName(file)}")),
            .. libraries.Select(library => new TreeEntry.Copy(library, library.TrimStart('/'))),
            .. ListTimeZones(),
            new TreeEntry.Text("root:x:0:0:root:/box:/nonexistent\nnobody:x:65534:65534:nobody:/box:/nonexistent\n", "etc/passwd"),
            new TreeEntry.Text("root:x:0:\nnogroup:x:65534:\n", "etc/group"),
            new TreeEntry.Text("127.0.0.1 localhost sandbox\n::1 localhost\n", "etc/hosts"),
            new TreeEntry.Text("passwd: files\ngroup: files\nhosts: files\n", "etc/nsswitch.conf"),
            .. MountPoints.Select(folder => new TreeEntry.MountPoint(folder)),
        ];
    }

    private static IEnumerable<TreeEntry> ListTimeZones() =>
        !Directory.Exists(TimeZones)
            ? []
            // posix/ and right/ repeat every zone with and without leap seconds.
            : TreeEntry.CopyFolder(TimeZones, TimeZones.TrimStart('/'))
                .Where(entry => !entry.Target.Contains("/zoneinfo/posix/", StringComparison.Ordinal) && !entry.Target.Contains("/zoneinfo/right/", StringComparison.Ordinal));
}
