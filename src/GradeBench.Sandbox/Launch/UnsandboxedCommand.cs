using System.Diagnostics;
using GradeBench.Sandbox.Rootfs;
using GradeBench.Sandbox.Running;

namespace GradeBench.Sandbox.Launch;

/// <summary>The program as an ordinary process of ours.</summary>
internal sealed class UnsandboxedCommand : ILaunchCommand
{
    public UnsandboxedCommand(SandboxSpec spec, DotnetInstallation dotnet)
    {
        StartInfo = new ProcessStartInfo(Path.Combine(dotnet.Root, "dotnet"), [Path.Combine(spec.AppFolder, spec.EntryAssembly), .. spec.Arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };

        StartInfo.Environment.Clear();
        foreach (var (name, value) in BubblewrapArguments.EnvironmentOf(spec))
        {
            StartInfo.Environment[name] = name == "HOME" ? Path.GetTempPath() : value;
        }
    }

    public ProcessStartInfo StartInfo { get; }

    public LaunchStatus ReadStatus(Process process) => new(InitProcessId: null, process.HasExited ? process.ExitCode : null);

    public void Dispose()
    {
    }
}
