using System.Diagnostics;
using GradeBench.Sandbox.Launch;
using GradeBench.Sandbox.Rootfs;

namespace GradeBench.Sandbox.Tests;

/// <summary>Starts GradeBench.Sandbox.Dummy: another process of ours, which a test may kill or run as another user.</summary>
internal static class SecondProcess
{
    private static string DummyFolder { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../GradeBench.Sandbox.Dummy", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'))));

    public static string Dotnet => Path.Combine(DotnetInstallation.Find().Root, "dotnet");

    public static Task<Process> StartAsync(params string[] arguments) =>
        Spawner.StartAsync(
            new ProcessStartInfo(Dotnet, [Path.Combine(DummyFolder, "GradeBench.Sandbox.Dummy.dll"), .. arguments]) { RedirectStandardOutput = true },
            TestContext.Current.CancellationToken);

    /// <summary>Copies programs to where any user can read them, as a checkout below /root is not.</summary>
    public static void CopyTo(string folder)
    {
        foreach (var (source, name) in new[] { (DummyFolder, "dummy"), (SandboxFixture.ProbeFolder, "probe") })
        {
            var target = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
            foreach (var file in Directory.GetFiles(source))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }
    }
}
