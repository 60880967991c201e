using System.Net;
using System.Net.Sockets;
using GradeBench.Sandbox.Launch;

namespace GradeBench.Sandbox.Tests;

/// <summary>What a hostile program finds when it looks around. Every "cannot" has a control that can.</summary>
public sealed class IsolationTests(SandboxFixture sandbox)
{
    private readonly string _canary = $"canary{Guid.NewGuid():N}";

    [Fact]
    public async Task It_is_nobody_without_any_capability_behind_a_filter()
    {
        var inside = await sandbox.RunAsync("identity");
        var outside = await sandbox.Probe.RunOutsideAsync(["identity"], TestContext.Current.CancellationToken);

        Assert.All(new[] { "CapEff", "CapBnd", "CapPrm", "CapInh", "CapAmb" }, set => Assert.Equal("0000000000000000", inside[set]));
        Assert.Equal("1", inside["NoNewPrivs"]);
        Assert.Equal("2", inside["Seccomp"]);
        Assert.Equal("", inside["Groups"]);
        Assert.Equal("0", outside["Seccomp"]);
    }

    [Fact]
    public async Task Its_user_outside_is_never_root_and_never_anothers()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can give each sandbox a user of its own.");
        await using var one = await sandbox.StartAsync(SandboxFixture.Limits, "sleeping", "sleep");
        await using var other = await sandbox.StartAsync(SandboxFixture.Limits, "sleeping", "sleep");

        var users = new[] { one, other }.Select(process => process.ListProcesses().Select(Limits.ProcessTree.UserOf).Distinct().ToList()).ToList();

        Assert.All(users, user => Assert.Single(user));
        Assert.All(users, user => Assert.InRange(user[0], 61000, 61999));
        Assert.NotEqual(users[0], users[1]);
    }

    [Fact]
    public async Task The_kernels_settings_cannot_be_opened_for_writing()
    {
        var answer = await sandbox.RunAsync("open-for-writing", "/proc/sys/kernel/core_pattern", "/proc/sys/vm/laptop_mode", "/proc/sysrq-trigger", "/box");

        Assert.Equal("errno 13", answer["/proc/sys/kernel/core_pattern"]);
        Assert.Equal("errno 13", answer["/proc/sys/vm/laptop_mode"]);
        Assert.StartsWith("errno", answer["/proc/sysrq-trigger"], StringComparison.Ordinal);
        Assert.Equal("ok", answer["/box"]);
    }

    [Fact]
    public async Task Only_ordinary_sockets_can_be_made()
    {
        var answer = await sandbox.RunAsync("sockets", "1", "2", "10", "16", "17", "38", "40", "44");
        var outside = await sandbox.Probe.RunOutsideAsync(["sockets", "16"], TestContext.Current.CancellationToken);

        Assert.All(new[] { "1", "2", "10" }, family => Assert.Equal("ok", answer[family]));
        Assert.All(new[] { "16", "17", "38", "40", "44" }, family => Assert.Equal("errno 97", answer[family]));
        Assert.Equal("ok", outside["16"]);
    }

    [Fact]
    public async Task Dangerous_system_calls_are_refused()
    {
        var answer = await sandbox.RunAsync("calls");

        Assert.All(new[] { "unshare", "mount", "ptrace", "keyctl", "add_key", "bpf", "perf_event_open", "chroot" }, call => Assert.Equal("errno 1", answer[call]));
        Assert.All(new[] { "clone3", "io_uring_setup", "userfaultfd" }, call => Assert.Equal("errno 38", answer[call]));
    }

    [Fact]
    public async Task A_call_through_the_32_bit_table_is_the_end()
    {
        var answer = await sandbox.RunAsync("compat-call");

        Assert.Equal("trying", answer["compat-call"]);
        // 159 is the filter; a kernel without that table raises 139 by itself.
        Assert.Contains(Assert.IsType<SandboxOutcome.Exited>(answer.Outcome).ExitCode, new[] { 159, 139 });
    }

    [Fact]
    public async Task Our_environment_and_paths_do_not_show_in_process_1()
    {
        Environment.SetEnvironmentVariable("GRADEBENCH_CANARY", _canary);

        var init = await sandbox.RunAsync("init");
        var environment = await sandbox.RunAsync("environment");
        var outside = await sandbox.Probe.RunOutsideAsync(["environment"], TestContext.Current.CancellationToken);

        Environment.SetEnvironmentVariable("GRADEBENCH_CANARY", null);
        Assert.Equal(_canary, outside["GRADEBENCH_CANARY"]);
        Assert.Equal("", init["environ"]);
        Assert.Matches("^[^ ]*bwrap --args 8 -- /dotnet/dotnet /app/GradeBench.SandboxProbe.dll init$", init["cmdline"]);
        Assert.Equal(
            ["DOTNET_EnableDiagnostics", "DOTNET_EnableWriteXorExecute", "DOTNET_GCHeapHardLimit", "DOTNET_PROCESSOR_COUNT", "DOTNET_TieredPGO", "HOME", "LANG", "PWD"],
            environment.Lines.Select(line => line.Key).Where(key => key != "probe").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true, "1")]
    [InlineData(false, "0")]
    public void Its_code_pages_are_protected_unless_it_runs_any_code_anyway(bool protects, string expected)
    {
        var spec = new SandboxSpec { AppFolder = SandboxFixture.ProbeFolder, EntryAssembly = "GradeBench.SandboxProbe.dll" };

        Assert.True(spec.ProtectsCode);
        Assert.Contains(KeyValuePair.Create("DOTNET_EnableWriteXorExecute", expected), BubblewrapArguments.EnvironmentOf(spec with { ProtectsCode = protects }));
    }

    [Fact]
    public async Task A_descriptor_we_forgot_to_close_does_not_reach_it()
    {
        // Inherited on purpose: duplicated without close-on-exec.
        using var file = File.OpenHandle(Path.Combine(Path.GetTempPath(), _canary), FileMode.Create, FileAccess.Write, options: FileOptions.DeleteOnClose);
        var leaked = NativeMethods.dup((int)file.DangerousGetHandle());

        var answer = await sandbox.RunAsync("descriptors");

        _ = NativeMethods.close(leaked);
        Assert.DoesNotContain(answer.Lines, line => line.Value.Contains(_canary, StringComparison.Ordinal));
        Assert.Equal(["1 0", "1 1", "1 2"], answer.Lines.Where(line => line.Key.StartsWith("1 ", StringComparison.Ordinal) && line.Value != "anon_inode:[eventfd]").Select(line => line.Key));
        Assert.DoesNotContain(answer.Lines, line => line.Value.StartsWith("socket:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Our_files_and_processes_are_not_there()
    {
        var file = Path.Combine(Path.GetTempPath(), _canary + ".txt");
        await File.WriteAllTextAsync(file, "secret", TestContext.Current.CancellationToken);
        using var process = await sandbox.Probe.StartOutsideAsync(["sleep", _canary], TestContext.Current.CancellationToken);
        try
        {
            var inside = await sandbox.RunAsync("exists", file, "/app/GradeBench.SandboxProbe.dll", SandboxFixture.ProbeFolder, "/root", "/etc/shadow", "/sys", "/run", "/bin/sh");
            var processesInside = await sandbox.RunAsync("processes", Reverse(_canary));
            var processesOutside = await sandbox.Probe.RunOutsideAsync(["processes", Reverse(_canary)], TestContext.Current.CancellationToken);

            Assert.Equal(["/app/GradeBench.SandboxProbe.dll"], inside.Lines.Where(line => line.Value == "True").Select(line => line.Key));
            Assert.Equal("0", processesInside["with word"]);
            Assert.Equal("2", processesInside["visible"]);
            Assert.Equal("1", processesOutside["with word"]);
        }
        finally
        {
            process.Kill();
            File.Delete(file);
        }
    }

    [Fact]
    public async Task It_sees_a_system_of_a_few_folders_and_can_write_in_three()
    {
        var list = await sandbox.RunAsync("list", "/");
        var writable = await sandbox.RunAsync(["open-for-writing", .. list["/"].Split(' ').Select(folder => "/" + folder), "/", "/dev/shm", "/usr/share", "/app/GradeBench.SandboxProbe.dll"]);

        Assert.Equal("app box dev dotnet etc lib lib64 proc tmp usr", list["/"]);
        Assert.Equal(["/box", "/dev/shm", "/tmp"], writable.Lines.Where(line => line.Value == "ok").Select(line => line.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_it_writes_is_there_for_the_next()
    {
        var first = await sandbox.RunAsync("open-for-writing", "/tmp", "/box", "/dev/shm");
        var second = await sandbox.RunAsync("exists", "/tmp/probe", "/box/probe", "/dev/shm/probe");

        Assert.All(first.Lines.Where(line => line.Key != "probe"), line => Assert.Equal("ok", line.Value));
        Assert.All(second.Lines.Where(line => line.Key != "probe"), line => Assert.Equal("False", line.Value));
    }

    [Fact]
    public async Task It_reaches_nobody_but_itself()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = $"{((IPEndPoint)listener.LocalEndpoint).Port}";

        var inside = await sandbox.RunAsync("connect", "127.0.0.1", port);
        var outside = await sandbox.Probe.RunOutsideAsync(["connect", "127.0.0.1", port], TestContext.Current.CancellationToken);
        var internet = await sandbox.RunAsync("connect", "192.0.2.1", "80");
        var itself = await sandbox.RunAsync("loopback");

        Assert.Equal("ConnectionRefused", inside["connect"]);
        Assert.Equal("ok", outside["connect"]);
        Assert.Equal("NetworkUnreachable", internet["connect"]);
        Assert.Equal("ok", itself["loopback"]);
    }

    private static string Reverse(string word) => new([.. word.Reverse()]);
}
