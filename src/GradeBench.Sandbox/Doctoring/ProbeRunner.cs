using System.Diagnostics;
using GradeBench.Sandbox.Launch;
using GradeBench.Sandbox.Rootfs;

namespace GradeBench.Sandbox.Doctoring;

/// <summary>Runs the probe program: inside a sandbox, and outside as the control that the probe can find what it looks for.</summary>
/// <param name="folder">The published folder of GradeBench.SandboxProbe.</param>
internal sealed class ProbeRunner(SandboxLauncher launcher, string folder)
{
    private const string EntryAssembly = "GradeBench.SandboxProbe.dll";

    public Task<SandboxedProcess> StartAsync(SandboxLimits limits, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        launcher.StartAsync(
            new SandboxSpec { AppFolder = folder, EntryAssembly = EntryAssembly, Arguments = arguments, ProtectsCode = false, Limits = limits }, cancellationToken);

    public Task<ProbeAnswer> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(new SandboxLimits { WallTime = TimeSpan.FromSeconds(20) }, arguments, cancellationToken);

    public async Task<ProbeAnswer> RunAsync(SandboxLimits limits, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        await using var process = await StartAsync(limits, arguments, cancellationToken);
        using var output = new StreamReader(process.Output);
        var text = await output.ReadToEndAsync(cancellationToken);
        return ProbeAnswer.Parse(text, await process.Completion);
    }

    public async Task<ProbeAnswer> RunOutsideAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = await StartOutsideAsync(arguments, cancellationToken);
        var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return ProbeAnswer.Parse(text, outcome: null);
    }

    /// <summary>For controls that must be running while something else looks for them. The caller kills it.</summary>
    public Task<Process> StartOutsideAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Spawner.StartAsync(
            new ProcessStartInfo(Path.Combine(DotnetInstallation.Find().Root, "dotnet"), [Path.Combine(folder, EntryAssembly), .. arguments]) { RedirectStandardOutput = true },
            cancellationToken);
}
