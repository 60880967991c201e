using System.Diagnostics;
using System.Globalization;
using GradeBench.Sandbox.Launch;

namespace GradeBench.Sandbox.Doctoring;

/// <summary>Class B: what makes limits weaker, secrets visible or times unfair. Read from the system; nothing here forbids anything.</summary>
internal static class AdviceChecks
{
    public static IEnumerable<DoctorCheck> List(SandboxLauncher? launcher, ProbeRunner? probe, TimeProvider time) =>
    [
        Advice("B1", "Limits are enforced by control groups", () => launcher?.Capabilities.LimitMode switch
        {
            null => new(DoctorVerdict.NotRun, "no sandbox could be made"),
            LimitMode.Rlimit => DoctorFinding.Warning("resource limits only; reports say so", "Run as root, or as a systemd service with Delegate=yes."),
            var mode => DoctorFinding.Passed(mode.Value.ToReportName()),
        }),
        Advice("B2", "Each sandbox has a user of its own", () => Ask(launcher?.Capabilities.SeparateUser != false,
            "user ids from 61000", "all sandboxes run as this user", "Run the worker as root; each sandbox then gets an unprivileged user of its own.")),
        Advice("B3", "Crashes start no program", () => Ask(!SystemFile("/proc/sys/kernel/core_pattern").StartsWith('|'),
            "core_pattern names a file", "core_pattern pipes crashes to a program, whatever the limit on core files", "sysctl kernel.core_pattern=core")),
        Advice("B4", "There is no swap", () => Ask(SystemFile("/proc/swaps").Split('\n').Length <= 1,
            "none", "swap is on, so times vary and memory limits may be softer", "swapoff -a")),
        Advice("B5", "Cores are not shared by two threads", () => Ask(SystemFile("/sys/devices/system/cpu/smt/active") != "1",
            "SMT is off or not there", "SMT is on: neighbours change each other's times", "echo off > /sys/devices/system/cpu/smt/control, if times must be comparable")),
        Advice("B6", "Cores keep their frequency", () => Ask(SystemFile("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor") is "" or "performance",
            "fixed or not ours to see", "the frequency governor saves power, so times vary", "cpupower frequency-set -g performance")),
        Advice("B7", "Cores do not boost", () => Ask(SystemFile("/sys/devices/system/cpu/cpufreq/boost") != "1" && SystemFile("/sys/devices/system/cpu/intel_pstate/no_turbo") != "0",
            "off or not ours to see", "boost makes times depend on temperature", "echo 0 > /sys/devices/system/cpu/cpufreq/boost, if times must be comparable")),
        Advice("B8", "Huge pages do not blur memory use", () => Ask(!SystemFile("/sys/kernel/mm/transparent_hugepage/enabled").Contains("[always]", StringComparison.Ordinal),
            "not always on", "transparent huge pages are always on", "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled")),
        Advice("B9", "Addresses are randomised", () => Ask(SystemFile("/proc/sys/kernel/randomize_va_space") == "2",
            "fully", "address randomisation is off or partial", "sysctl kernel.randomize_va_space=2")),
        Advice("B10", "The kernel's command line holds no secret", () => Ask(!SystemFile("/proc/cmdline").Contains("pass", StringComparison.OrdinalIgnoreCase),
            "readable in the sandbox, and looks harmless", "it is readable in the sandbox and contains 'pass'", "Take secrets out of the kernel's command line.")),
        Advice("B11", "No way to the hypervisor", () => Ask(!File.Exists("/dev/vsock"),
            "no vsock device", "a vsock device is there; the filter refuses such sockets (check A4)", "Remove the device from the virtual machine if nothing needs it.")),
        Advice("B12", "Not in a container", () => Ask(!File.Exists("/.dockerenv") && !File.Exists("/run/.containerenv"),
            "none recognised", "in a container: an escape lands in it, and it may limit the sandbox", "Prefer a virtual machine of its own for the worker.")),
        Advice("B13", "There is room", () => Room(launcher)),
        Advice("B14", "The clock is steady", () => Ask(SystemFile("/sys/devices/system/clocksource/clocksource0/current_clocksource") is "tsc" or "kvm-clock" or "arch_sys_counter",
            SystemFile("/sys/devices/system/clocksource/clocksource0/current_clocksource"), "the clock source is slow to read", "Use tsc or kvm-clock.")),
        Advice("B15", "The kernel is recent", () => Ask(Environment.OSVersion.Version >= new Version(5, 14),
            $"Linux {Environment.OSVersion.Version}", $"Linux {Environment.OSVersion.Version} lacks ways to kill and to close that we use", "Use Linux 5.14 or later.")),
        new("B16", "Orphans are reaped", DoctorClass.Advice, cancellationToken => OrphansAsync(time, cancellationToken)),
        new("B17", "Starts are quick", DoctorClass.Advice, cancellationToken => StartAsync(probe, cancellationToken)),
    ];

    private static DoctorCheck Advice(string id, string title, Func<DoctorFinding> look) =>
        new(id, title, DoctorClass.Advice, _ => Task.FromResult(look()));

    private static DoctorFinding Ask(bool isFine, string fine, string otherwise, string remedy) =>
        isFine ? DoctorFinding.Passed(fine) : DoctorFinding.Warning(otherwise, remedy);

    /// <summary>The content, or nothing where this machine has no such file or shows it to root only.</summary>
    private static string SystemFile(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Mostly the wait for the kernel to move a process into its control group; a warm pool hides it.</summary>
    private static async Task<DoctorFinding> StartAsync(ProbeRunner? probe, CancellationToken cancellationToken)
    {
        if (probe is null)
        {
            return new(DoctorVerdict.NotRun, "no sandbox could be made");
        }

        var started = Stopwatch.GetTimestamp();
        await using var process = await probe.StartAsync(new SandboxLimits(), ["sleep"], cancellationToken);
        using var output = new StreamReader(process.Output);
        await output.ReadLineAsync(cancellationToken);
        var took = Stopwatch.GetElapsedTime(started);
        var detail = string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds:0} ms from nothing to a program's first line");
        return Ask(took < TimeSpan.FromSeconds(0.5), detail, detail, "Keep more hosts in the warm pools, or give the machine more or quieter cores.");
    }

    private static DoctorFinding Room(SandboxLauncher? launcher)
    {
        const long enough = 1024 * SandboxLimits.MiB;
        var disk = new DriveInfo(launcher?.Machine.CacheFolder ?? "/").AvailableFreeSpace;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return Ask(disk > enough && memory > enough,
            string.Create(CultureInfo.InvariantCulture, $"{disk / enough} GiB on disk, {memory / enough} GiB of memory"),
            string.Create(CultureInfo.InvariantCulture, $"{disk / SandboxLimits.MiB} MiB on disk, {memory / SandboxLimits.MiB} MiB of memory"),
            "Provide at least one gibibyte of each.");
    }

    /// <summary>Leaves a dead child to process 1, which must take note: in a container without an init, zombies pile up.</summary>
    private static async Task<DoctorFinding> OrphansAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var patience = TimeSpan.FromSeconds(3);
        // The inner shell leaves its child and tells us its number.
        var orphan = (await Tool.ReadAsync("/bin/sh", ["-c", "sh -c 'sleep 0.05 >/dev/null 2>&1 & echo $!'"], cancellationToken))?.Trim() ?? "";
        var started = Stopwatch.GetTimestamp();
        while (Directory.Exists($"/proc/{orphan}") && Stopwatch.GetElapsedTime(started) < patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
        }

        return Ask(orphan.Length > 0 && !Directory.Exists($"/proc/{orphan}"), "process 1 reaps them",
            "process 1 leaves zombies", "Run the container with an init: docker run --init, or tini as its entry point.");
    }
}
