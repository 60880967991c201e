using GradeBench.Sandbox.Launch;
using GradeBench.Sandbox.Limits;

namespace GradeBench.Sandbox.Doctoring;

/// <summary>A1 to A5: what the program is allowed to ask of the kernel.</summary>
internal sealed class ConfinementChecks(ProbeRunner probe, SandboxLauncher launcher)
{
    private const string UserNamespaces =
        "Allow unprivileged user namespaces: sysctl kernel.unprivileged_userns_clone=1 (Debian), "
        + "kernel.apparmor_restrict_unprivileged_userns=0 or an AppArmor profile for bwrap (Ubuntu); in Docker run with a seccomp profile that allows them.";

    private const string CorePattern = "/proc/sys/kernel/core_pattern";

    public async Task<DoctorFinding> StartsAsync(CancellationToken cancellationToken)
    {
        var answer = await probe.RunAsync(["exit", "0"], cancellationToken);
        var capabilities = launcher.Capabilities;
        return answer.Outcome is SandboxOutcome.Exited { ExitCode: 0 }
            ? DoctorFinding.Passed($"bubblewrap {capabilities.BubblewrapVersion}, .NET {capabilities.RuntimeVersion}, limits by {capabilities.LimitMode.ToReportName()}, "
                + (capabilities.SeparateUser ? "a user id of its own for each" : "all as this user"))
            : DoctorFinding.Failed($"The probe did not run: {Describe(answer.Outcome)}", UserNamespaces);
    }

    public async Task<DoctorFinding> IdentityAsync(CancellationToken cancellationToken)
    {
        var inside = await probe.RunAsync(["identity"], cancellationToken);
        var outside = await probe.RunOutsideAsync(["identity"], cancellationToken);
        var users = await UsersAsync(cancellationToken);

        return new Expect("Do not run GradeBench in a container that strips setpriv or seccomp; see docs/threat-model.md.")
            .That(users.All(Slots.Contains) || !launcher.Capabilities.SeparateUser, $"outside it is the user {string.Join(", ", users)}")
            .All(inside, ["CapEff", "CapBnd", "CapPrm", "CapInh", "CapAmb"], "0000000000000000")
            .Equal("NoNewPrivs", "1", inside["NoNewPrivs"])
            .Equal("Seccomp", "2", inside["Seccomp"])
            .Control(outside["Seccomp"] is "0" or "2" && outside["NoNewPrivs"].Length > 0, "its own status")
            .ToFinding("no capability, no new privileges, filter on");
    }

    public async Task<DoctorFinding> KernelSettingsAsync(CancellationToken cancellationToken)
    {
        // Opened, never written. A root that was not given up can open it in any namespace.
        var inside = await probe.RunAsync(["open-for-writing", CorePattern, "/box"], cancellationToken);
        var outside = await probe.RunOutsideAsync(["open-for-writing", CorePattern], cancellationToken);

        return new Expect("This is a way to become root on this machine. Install util-linux (setpriv) and check that each sandbox gets its own user.")
            .That(inside[CorePattern].StartsWith("errno", StringComparison.Ordinal), $"{CorePattern} can be opened for writing")
            .Equal("/box", "ok", inside["/box"])
            .Control(!launcher.Capabilities.SeparateUser || outside[CorePattern] is "ok" or "errno 30", "the setting")
            .ToFinding($"opening {CorePattern} for writing: {inside[CorePattern]}");
    }

    public async Task<DoctorFinding> SocketsAsync(CancellationToken cancellationToken)
    {
        string[] ordinary = ["1", "2", "10"], others = ["16", "17", "38", "40"];
        var inside = await probe.RunAsync(["sockets", .. ordinary, .. others], cancellationToken);
        var outside = await probe.RunOutsideAsync(["sockets", "16"], cancellationToken);

        return new Expect("The system call filter does not work here; do not run submissions on this kernel.")
            // IPv6 may be switched off on the whole machine, which is no weakness.
            .That(inside["10"] is "ok" or "errno 97", "IPv6 sockets fail strangely")
            .All(inside, ordinary[..2], "ok")
            .All(inside, others, "errno 97")
            .Control(outside["16"] == "ok", "a netlink socket")
            .ToFinding("unix and IP sockets; netlink, packet, alg and vsock refused");
    }

    public async Task<DoctorFinding> SystemCallsAsync(CancellationToken cancellationToken)
    {
        string[] notPermitted = ["unshare", "mount", "ptrace", "keyctl", "add_key", "bpf", "perf_event_open", "chroot"];
        string[] noSuchCall = ["clone3", "io_uring_setup", "userfaultfd"];
        var inside = await probe.RunAsync(["calls"], cancellationToken);
        var compat = await probe.RunAsync(["compat-call"], cancellationToken);
        var outside = await probe.RunOutsideAsync(["calls"], cancellationToken);
        var differing = notPermitted.Concat(noSuchCall).Count(call => inside[call] != outside[call]);

        return new Expect("The system call filter does not work here; do not run submissions on this kernel.")
            .All(inside, notPermitted, "errno 1")
            .All(inside, noSuchCall, "errno 38")
            .That(compat["compat-call"] is "trying" or "none", "a 32-bit system call came back")
            .Control(differing >= 3, "a system call that is answered otherwise")
            .ToFinding($"{notPermitted.Length + noSuchCall.Length} refused, {differing} of them answered otherwise outside; a 32-bit call ends the program");
    }

    /// <summary>Whom its processes belong to, asked outside: inside, nested namespaces make every answer relative.</summary>
    private async Task<IReadOnlyList<int>> UsersAsync(CancellationToken cancellationToken)
    {
        await using var process = await probe.StartAsync(new SandboxLimits(), ["sleep"], cancellationToken);
        using var output = new StreamReader(process.Output);
        await output.ReadLineAsync(cancellationToken);
        return [.. process.ListProcesses().Select(ProcessTree.UserOf).Distinct()];
    }

    private static string Describe(SandboxOutcome? outcome) => outcome switch
    {
        SandboxOutcome.Faulted faulted => faulted.Reason,
        SandboxOutcome.Exited exited => $"it exited with {exited.ExitCode}: {exited.Errors.Text.Trim()}",
        SandboxOutcome.LimitHit limit => $"it hit its limit of {limit.Limit}",
        _ => "it was killed",
    };
}
