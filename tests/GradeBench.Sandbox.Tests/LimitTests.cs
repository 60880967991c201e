namespace GradeBench.Sandbox.Tests;

/// <summary>Programs that want more than they may have.</summary>
public sealed class LimitTests(SandboxFixture sandbox)
{
    private const long MiB = SandboxLimits.MiB;

    [Fact]
    public async Task Memory_the_collector_does_not_know_of_ends_at_the_limit()
    {
        var answer = await sandbox.RunAsync(SandboxFixture.Limits with { MemoryBytes = 96 * MiB }, "allocate-native");

        AssertHit(SandboxLimit.Memory, answer.Outcome);
        Assert.InRange(answer.Outcome!.Usage.PeakMemoryBytes, 86 * MiB, 106 * MiB);
    }

    [Fact]
    public async Task A_managed_bomb_gets_an_exception_and_the_program_lives_to_say_so()
    {
        var answer = await sandbox.RunAsync("allocate-managed");

        Assert.Equal("OutOfMemoryException", answer["refused"]);
        Assert.IsType<SandboxOutcome.Exited>(answer.Outcome);
    }

    [Fact]
    public async Task A_fork_bomb_stops_at_the_task_limit()
    {
        var answer = await sandbox.RunAsync(SandboxFixture.Limits with { Tasks = 40 }, "fork");

        Assert.Equal("errno 11", answer["refused"]);
        Assert.InRange(int.Parse(answer["forks"], System.Globalization.CultureInfo.InvariantCulture), 20, 39);
        AssertHit(SandboxLimit.Tasks, answer.Outcome);
    }

    [Fact]
    public async Task A_fork_bomb_that_stays_is_cleared_away()
    {
        await using var process = await sandbox.StartAsync(SandboxFixture.Limits, "forks", "fork", "stay");
        var trace = GoneAssert.Follow(process);

        await process.KillAsync();

        Assert.True(trace.Processes.Count > 40, $"Only {trace.Processes.Count} processes were seen before the kill.");
        trace.AssertGone();
    }

    [Fact]
    public async Task A_thread_bomb_stops_at_the_task_limit()
    {
        var answer = await sandbox.RunAsync(SandboxFixture.Limits with { Tasks = 40 }, "threads");

        Assert.Equal("OutOfMemoryException", answer["refused"]);
        AssertHit(SandboxLimit.Tasks, answer.Outcome);
    }

    [Fact]
    public async Task Cpu_time_is_summed_over_threads_and_ends_the_program()
    {
        var answer = await sandbox.RunAsync(SandboxFixture.Limits with { CpuTime = TimeSpan.FromSeconds(1) }, "spin", "2");

        AssertHit(SandboxLimit.CpuTime, answer.Outcome);
        Assert.InRange(answer.Outcome!.Usage.CpuTime, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task A_program_that_only_sleeps_ends_with_its_wall_time()
    {
        var answer = await sandbox.RunAsync(new SandboxLimits { WallTime = TimeSpan.FromMilliseconds(500) }, "sleep");

        AssertHit(SandboxLimit.WallTime, answer.Outcome);
    }

    [Fact]
    public async Task A_program_that_waited_in_a_pool_gets_its_wall_time_when_it_is_used()
    {
        await using var process = await sandbox.StartAsync(SandboxFixture.Limits with { WallTime = null }, "sleeping", "sleep");

        process.LimitWallTime(TimeSpan.FromMilliseconds(50));

        AssertHit(SandboxLimit.WallTime, await process.Completion.WaitAsync(SandboxFixture.Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_program_that_warmed_itself_up_gets_its_cpu_time_when_it_is_used()
    {
        await using var process = await sandbox.StartAsync(SandboxFixture.Limits, "probe", "spin", "1");
        var before = process.ReadUsage().CpuTime;

        process.LimitCpuTime(TimeSpan.FromMilliseconds(300));

        var outcome = await process.Completion.WaitAsync(SandboxFixture.Patience, TestContext.Current.CancellationToken);
        AssertHit(SandboxLimit.CpuTime, outcome);
        Assert.InRange(outcome.Usage.CpuTime - before, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_flood_of_errors_is_kept_in_part_and_ends_the_program()
    {
        var limits = SandboxFixture.Limits with { ErrorBytesKept = 1000, ErrorBytesTolerated = 2 * MiB };

        var answer = await sandbox.RunAsync(limits, "flood-errors");

        AssertHit(SandboxLimit.ErrorOutput, answer.Outcome);
        Assert.Equal(new string('x', 1000), answer.Outcome!.Errors.Text);
        Assert.True(answer.Outcome.Errors.IsTruncated);
    }

    [Fact]
    public async Task A_flood_of_output_waits_for_its_reader_and_costs_us_nothing()
    {
        await using var process = await sandbox.StartAsync(SandboxFixture.Limits, "probe", "flood-output");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var buffer = new byte[64 * 1024];
        for (var read = 0; read < 64 * MiB;)
        {
            read += await process.Output.ReadAsync(buffer, TestContext.Current.CancellationToken);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 20 * MiB);
        Assert.IsType<SandboxOutcome.Killed>(await process.KillAsync().WaitAsync(SandboxFixture.Patience, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/tmp", 8)]
    [InlineData("/box", 8)]
    [InlineData("/dev/shm", 4)]
    public async Task Files_end_at_the_size_of_their_folder(string folder, long expectedMiB)
    {
        var limits = SandboxFixture.Limits with { ScratchBytes = 8 * MiB, SharedMemoryBytes = 4 * MiB };

        var answer = await sandbox.RunAsync(limits, "fill", folder);

        Assert.Contains("No space left", answer["refused"], StringComparison.Ordinal);
        Assert.InRange(long.Parse(answer["written"], System.Globalization.CultureInfo.InvariantCulture), (expectedMiB - 2) * MiB, expectedMiB * MiB);
    }

    [Fact]
    public async Task The_runtime_sees_the_cores_and_the_heap_it_may_use()
    {
        var answer = await sandbox.RunAsync(SandboxFixture.Limits with { Cores = 16 }, "runtime");

        Assert.Equal("16", answer["processors"]);
        Assert.Equal($"{144 * MiB}", answer["heap"]);
        Assert.Equal("/box", answer["folder"]);
        Assert.Equal("-05:00:00", answer["time zone"]);
    }

    private static void AssertHit(SandboxLimit limit, SandboxOutcome? outcome) =>
        Assert.Equal(limit, Assert.IsType<SandboxOutcome.LimitHit>(outcome).Limit);
}
