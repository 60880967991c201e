namespace GradeBench.Sandbox.Tests;

/// <summary>Programs that refuse to die, and deaths of our own that must not spread.</summary>
public sealed class PersistenceTests(SandboxFixture sandbox)
{
    [Fact]
    public async Task A_daemon_that_ignores_every_signal_dies_with_the_sandbox()
    {
        await using var process = await sandbox.StartAsync(SandboxFixture.Limits, "daemonised", "daemonise");
        var trace = GoneAssert.Follow(process);

        await process.KillAsync().WaitAsync(SandboxFixture.Patience, TestContext.Current.CancellationToken);

        // Bubblewrap twice, the program, and its daemon.
        Assert.True(trace.Processes.Count >= 4, $"Only {trace.Processes.Count} processes were seen before the kill.");
        trace.AssertGone();
    }

    [Fact]
    public async Task A_daemon_does_not_outlive_the_program_that_left_it()
    {
        var answer = await sandbox.RunAsync("daemonise", "leave");

        Assert.Equal(0, Assert.IsType<SandboxOutcome.Exited>(answer.Outcome).ExitCode);
    }

    [Fact]
    public async Task A_foreground_thread_keeps_the_program_only_until_its_time_is_over()
    {
        var answer = await sandbox.RunAsync(new SandboxLimits { WallTime = TimeSpan.FromSeconds(1) }, "stay-alive");

        Assert.Equal(SandboxLimit.WallTime, Assert.IsType<SandboxOutcome.LimitHit>(answer.Outcome).Limit);
    }

    [Fact]
    public async Task A_sandbox_outlives_the_thread_that_asked_for_it()
    {
        SandboxedProcess? process = null;
        var asking = new Thread(() => process = sandbox.StartAsync(SandboxFixture.Limits, "ready", "echo").GetAwaiter().GetResult());
        asking.Start();
        asking.Join();
        await using var started = process!;

        // Measured: started from the thread itself, the sandbox was dead 6 ms after the thread.
        await started.Input.WriteAsync("still there\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var output = new StreamReader(started.Output);

        Assert.Equal("echo=still there", await output.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.False(started.Completion.IsCompleted);
    }

    [Fact]
    public async Task Many_sandboxes_at_once_do_not_meet()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => sandbox.RunAsync("exit", $"{number}")));

        Assert.Equal([0, 1, 2, 3, 4, 5], answers.Select(answer => ((SandboxOutcome.Exited)answer.Outcome!).ExitCode));
    }
}
