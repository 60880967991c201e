using GradeBench.Sandbox.Launch;

namespace GradeBench.Sandbox.Rootfs;

/// <summary>The .NET runtime that sandboxed programs run on: the one we run on ourselves.</summary>
/// <param name="Root">The folder of the <c>dotnet</c> program.</param>
/// <param name="Runtime">The folder of Microsoft.NETCore.App in its version.</param>
/// <param name="HostResolver">The folder of the newest hostfxr.</param>
internal sealed record DotnetInstallation(string Root, string Runtime, string HostResolver)
{
    public string Version => Path.GetFileName(Runtime);

    public static DotnetInstallation Find() =>
        Candidates().Select(TryOpen).FirstOrDefault(found => found is not null)
        ?? throw new SandboxUnavailableException(
            $"No .NET {Environment.Version.Major} runtime was found for sandboxed programs.",
            $"Install dotnet-runtime-{Environment.Version.Major}.0, or set DOTNET_ROOT to where it is.");

    private static IEnumerable<string> Candidates()
    {
        // shared/Microsoft.NETCore.App/10.0.x/System.Private.CoreLib.dll, unless we were published self-contained.
        yield return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "/", "../../.."));

        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            yield return root;
        }

        if (Tool.Find("dotnet") is { } program)
        {
            yield return Path.GetDirectoryName(File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program)!;
        }

        yield return "/usr/share/dotnet";
        yield return "/usr/lib/dotnet";
    }

    private static DotnetInstallation? TryOpen(string root)
    {
        var runtime = Newest(Path.Combine(root, "shared", "Microsoft.NETCore.App"), version => version.Major == Environment.Version.Major);
        var resolver = Newest(Path.Combine(root, "host", "fxr"), _ => true);
        return File.Exists(Path.Combine(root, "dotnet")) && runtime is not null && resolver is not null ? new(root, runtime, resolver) : null;
    }

    private static string? Newest(string folder, Func<Version, bool> isWanted) =>
        !Directory.Exists(folder)
            ? null
            : Directory.GetDirectories(folder)
                .Select(path => (Path: path, Version: ParseVersion(Path.GetFileName(path))))
                .Where(candidate => candidate.Version is not null && isWanted(candidate.Version))
                .OrderByDescending(candidate => candidate.Version)
                .Select(candidate => candidate.Path)
                .FirstOrDefault();

    // Preview versions carry a label behind a hyphen and count as their release.
    private static Version? ParseVersion(string name) =>
        System.Version.TryParse(name.Split('-')[0], out var version) ? version : null;
}
