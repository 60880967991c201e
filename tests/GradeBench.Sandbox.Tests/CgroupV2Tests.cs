using GradeBench.Sandbox.Limits;

namespace GradeBench.Sandbox.Tests;

/// <summary>
/// The writer for version 2, against a folder that stands for the hierarchy: what is written where, and how the kernel's
/// files are read. Enforcement is the kernel's and is probed by the doctor wherever version 2 is in force.
/// </summary>
public sealed class CgroupV2Tests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("gradebench-cgroup-").FullName;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public async Task A_group_gets_every_limit_before_anyone_joins()
    {
        var group = await CreateAsync(new SandboxLimits { Cores = 1 });

        Assert.Equal("268435456", Read("gradebench-61001/memory.max"));
        Assert.Equal("1", Read("gradebench-61001/memory.oom.group"));
        Assert.Equal("64", Read("gradebench-61001/pids.max"));
        Assert.Equal([Path.Combine(_parent, "gradebench-61001/cgroup.procs")], group.FilesToJoin);
    }

    [Fact]
    public void Swap_and_quota_are_written_where_the_kernel_offers_them()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_parent, "gradebench-61001")).FullName;
        File.WriteAllText(Path.Combine(folder, "memory.swap.max"), "max");
        File.WriteAllText(Path.Combine(folder, "cpu.max"), "max 100000");

        CgroupV2Groups.WriteLimits(folder, new SandboxLimits { Cores = 1 }, cores: 8);

        Assert.Equal("0", Read("gradebench-61001/memory.swap.max"));
        Assert.Equal("100000 100000", Read("gradebench-61001/cpu.max"));
    }

    [Fact]
    public void A_quota_that_the_machine_cannot_exceed_is_not_written()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_parent, "gradebench-61001")).FullName;
        File.WriteAllText(Path.Combine(folder, "cpu.max"), "max 100000");

        CgroupV2Groups.WriteLimits(folder, new SandboxLimits { Cores = 2 }, cores: 2);

        Assert.Equal("max 100000", Read("gradebench-61001/cpu.max"));
    }

    [Fact]
    public async Task Usage_and_verdicts_are_read_from_the_kernels_files()
    {
        var group = await CreateAsync(new SandboxLimits());
        Write("gradebench-61001/cpu.stat", "usage_usec 1500000\nuser_usec 1000000\nsystem_usec 500000\n");
        Write("gradebench-61001/memory.peak", "4096\n");
        Write("gradebench-61001/memory.current", "1024\n");
        Write("gradebench-61001/pids.events", "max 3\n");
        Write("gradebench-61001/memory.events", "low 0\nhigh 0\nmax 9\noom 1\noom_kill 1\noom_group_kill 1\n");
        Write("gradebench-61001/cgroup.procs", "11\n12\n");

        Assert.Equal(new SandboxUsage(TimeSpan.FromSeconds(1.5), 4096, 3), group.ReadUsage(processId: 0));
        Assert.True(group.RanOutOfMemory);
        Assert.Equal([11, 12], group.ListProcesses(processId: 0));
    }

    [Fact]
    public async Task The_processor_time_of_a_group_that_is_gone_is_what_was_read_last()
    {
        var group = await CreateAsync(new SandboxLimits());
        Write("gradebench-61001/cpu.stat", "usage_usec 1500000\nuser_usec 1000000\n");
        Assert.Equal(TimeSpan.FromSeconds(1.5), group.ReadCpuTime(processId: 0));

        await group.RemoveAsync();
        Write("gradebench-61001/cpu.stat", "usage_usec 1700000\n");

        Assert.Equal(TimeSpan.FromSeconds(1.5), group.ReadCpuTime(processId: 0));
    }

    [Fact]
    public async Task A_limit_that_was_only_reached_is_no_verdict()
    {
        var group = await CreateAsync(new SandboxLimits());
        Write("gradebench-61001/memory.events", "max 9\noom 0\noom_kill 0\n");

        Assert.False(group.RanOutOfMemory);
    }

    [Fact]
    public async Task On_a_kernel_without_a_peak_the_present_charge_counts()
    {
        var group = await CreateAsync(new SandboxLimits());
        Write("gradebench-61001/memory.current", "1024\n");

        Assert.Equal(1024, group.ReadUsage(processId: 0).PeakMemoryBytes);
    }

    [Fact]
    public async Task Killing_is_one_write()
    {
        var group = await CreateAsync(new SandboxLimits());
        Write("gradebench-61001/cgroup.kill", "");

        group.KillAll();

        Assert.Equal("1", Read("gradebench-61001/cgroup.kill"));
    }

    [Fact]
    public async Task Only_groups_of_ours_are_listed_for_the_sweep()
    {
        await CreateAsync(new SandboxLimits());
        Directory.CreateDirectory(Path.Combine(_parent, "gradebench-host"));
        Directory.CreateDirectory(Path.Combine(_parent, "user.slice"));

        Assert.Equal(["gradebench-61001"], new CgroupV2Groups(_parent, TimeProvider.System).List());
    }

    [Fact]
    public void A_group_that_already_delegates_is_used_as_it_is()
    {
        Write("cgroup.controllers", "cpu memory pids\n");
        Write("cgroup.subtree_control", "memory pids\n");

        Assert.Equal(_parent, CgroupV2Delegation.Prepare(_parent));
        Assert.False(Directory.Exists(Path.Combine(_parent, "gradebench-host")));
    }

    [Fact]
    public void Without_delegation_our_processes_move_into_a_leaf_and_controllers_are_enabled()
    {
        Write("cgroup.controllers", "cpuset cpu memory pids\n");
        Write("cgroup.subtree_control", "\n");
        Write("cgroup.procs", "42\n");

        Assert.Equal(_parent, CgroupV2Delegation.Prepare(_parent));

        Assert.Equal("42", Read("gradebench-host/cgroup.procs"));
        // Each write replaces a file here; in the kernel they add up.
        Assert.Equal("+cpu", Read("cgroup.subtree_control"));
    }

    [Fact]
    public void From_the_leaf_the_group_above_is_found_again()
    {
        Write("cgroup.subtree_control", "memory pids cpu\n");
        var leaf = Directory.CreateDirectory(Path.Combine(_parent, "gradebench-host")).FullName;

        Assert.Equal(_parent, CgroupV2Delegation.Prepare(leaf));
    }

    [Fact]
    public void A_hierarchy_without_the_controllers_is_not_used()
    {
        Write("cgroup.controllers", "cpu io\n");
        Write("cgroup.subtree_control", "\n");

        Assert.Null(CgroupV2Delegation.Prepare(_parent));
    }

    private Task<IResourceGroup> CreateAsync(SandboxLimits limits) =>
        new CgroupV2Groups(_parent, TimeProvider.System).CreateAsync("gradebench-61001", limits, TestContext.Current.CancellationToken);

    private string Read(string file) => File.ReadAllText(Path.Combine(_parent, file));

    private void Write(string file, string content) => File.WriteAllText(Path.Combine(_parent, file), content);
}
