using GradeBench.Sandbox.Limits;

namespace GradeBench.Sandbox.Tests;

public sealed class CgroupMountsTests
{
    [Fact]
    public void Version_1_controllers_are_found_in_their_own_hierarchies()
    {
        var mounts = new CgroupMounts(
            ["34 30 0:31 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory", "32 30 0:29 / /sys/fs/cgroup/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct"],
            ["4:memory:/jobs/absent", "2:cpu,cpuacct:/"]);

        // The group's own folder does not exist on the test's machine, so the mount itself is the best there is.
        Assert.Equal("/sys/fs/cgroup/memory", mounts.FindV1("memory"));
        Assert.Equal("/sys/fs/cgroup/cpu,cpuacct", mounts.FindV1("cpuacct"));
        Assert.Null(mounts.FindV1("pids"));
        Assert.Null(mounts.FindV2());
    }

    [Fact]
    public void In_a_container_the_path_is_taken_relative_to_what_is_mounted()
    {
        var folder = Directory.CreateTempSubdirectory("gradebench-mounts-");
        var own = folder.CreateSubdirectory("worker").FullName;
        var mounts = new CgroupMounts([$"40 30 0:37 /docker/abc {folder.FullName} rw - cgroup2 cgroup2 rw"], ["0::/docker/abc/worker"]);

        var found = mounts.FindV2();

        folder.Delete(recursive: true);
        Assert.Equal(own, found);
    }

    [Fact]
    public void This_machine_limits_by_control_group_when_it_can()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "An ordinary user often has no group to make groups in.");

        Assert.NotEqual(LimitMode.Rlimit, ResourceGroupsFinder.Find(CgroupMounts.OfThisProcess(), TimeProvider.System).Mode);
    }
}
