using System.Diagnostics;
using System.Globalization;

namespace GradeBench.Sandbox.Doctoring;

/// <summary>A11 to A13: that limits hold, that a kill is complete, and that what we mount is what we made.</summary>
internal sealed class LimitChecks(ProbeRunner probe, SandboxLauncher launcher)
{
    private const long MiB = SandboxLimits.MiB;

    public async Task<DoctorFinding> ExhaustionAsync(CancellationToken cancellationToken)
    {
        var limits = new SandboxLimits { Tasks = 40, MemoryBytes = 96 * MiB, WallTime = TimeSpan.FromSeconds(20) };
        var forks = await probe.RunAsync(limits, ["fork"], cancellationToken);
        var memory = await probe.RunAsync(limits, ["allocate-native"], cancellationToken);
        var count = int.TryParse(forks["forks"], CultureInfo.InvariantCulture, out var number) ? number : -1;

        var expect = new Expect("Give GradeBench control groups: run it as root, or as a systemd service with Delegate=yes.")
            .That(count is > 10 and < 40, $"{count} forks were possible at a limit of 40 tasks");

        if (launcher.Capabilities.LimitMode == LimitMode.Rlimit)
        {
            return expect
                .That(memory.Outcome is SandboxOutcome.Exited { ExitCode: not 0 } or SandboxOutcome.LimitHit, "memory without bounds was given out")
                .ToFinding($"{count} forks, then refused; memory is bounded per process only (limits by rlimit)");
        }

        var peak = memory.Outcome?.Usage.PeakMemoryBytes ?? 0;
        return expect
            .That(memory.Outcome is SandboxOutcome.LimitHit { Limit: SandboxLimit.Memory }, "the memory limit did not end the program")
            .That(peak is > 86 * MiB and < 106 * MiB, $"it had {peak / MiB} MiB at a limit of 96 MiB")
            .ToFinding($"{count} forks at a limit of 40 tasks; ended at {peak / MiB} MiB of 96 MiB");
    }

    public async Task<DoctorFinding> KillAsync(CancellationToken cancellationToken)
    {
        await using var process = await probe.StartAsync(new SandboxLimits { WallTime = TimeSpan.FromSeconds(20) }, ["daemonise"], cancellationToken);
        using var output = new StreamReader(process.Output);
        while (await output.ReadLineAsync(cancellationToken) is { } line && line != "daemonised=1")
        {
        }

        var before = process.ListProcesses();
        var groups = process.Place.Group.FilesToJoin;
        var started = Stopwatch.GetTimestamp();
        await process.KillAsync();
        var took = Stopwatch.GetElapsedTime(started);

        return new Expect("A process of a sandbox outlives it. Restart GradeBench; if this stays, report it together with the kernel's version.")
            .Control(before.Count >= 4, "the daemon")
            .That(!before.Any(id => Directory.Exists($"/proc/{id}")), "processes are still there")
            .That(!groups.Any(file => Directory.Exists(Path.GetDirectoryName(file))), "its control group is still there")
            .That(took < TimeSpan.FromSeconds(1), $"it took {took.TotalMilliseconds:0} ms")
            .ToFinding(string.Create(CultureInfo.InvariantCulture, $"{before.Count} processes, one a daemon that ignores signals, gone after {took.TotalMilliseconds:0.0} ms"));
    }

    public async Task<DoctorFinding> FilesUnchangedAsync(CancellationToken cancellationToken)
    {
        var differences = await launcher.Machine.FindChangedFilesAsync(cancellationToken);
        return differences.Count == 0
            ? DoctorFinding.Passed("every file has the hash it was made with")
            : DoctorFinding.Failed($"{differences.Count} files differ, {differences[0]} among them", $"Find out who writes to {launcher.Machine.CacheFolder}; then remove it, and it is made again.");
    }
}
