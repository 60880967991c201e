using System.Diagnostics;
using GradeBench.Sandbox.Doctoring;
using GradeBench.Sandbox.Launch;

namespace GradeBench.Sandbox.Tests;

/// <summary>Every way a program can end has its own case.</summary>
public sealed class EndingTests(SandboxFixture sandbox)
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(125)]
    [InlineData(255)]
    public async Task A_program_that_exits_is_reported_with_its_code(int code)
    {
        var answer = await sandbox.RunAsync("exit", $"{code}");

        Assert.Equal(code, Assert.IsType<SandboxOutcome.Exited>(answer.Outcome).ExitCode);
    }

    [Fact]
    public async Task A_crash_is_an_exit_with_the_signal_in_its_code()
    {
        var answer = await sandbox.RunAsync("crash");

        var exited = Assert.IsType<SandboxOutcome.Exited>(answer.Outcome);
        Assert.Equal(134, exited.ExitCode);
        Assert.Contains("AccessViolationException", exited.Errors.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_overflow_is_an_exit_too()
    {
        var answer = await sandbox.RunAsync("recurse");

        Assert.Equal(134, Assert.IsType<SandboxOutcome.Exited>(answer.Outcome).ExitCode);
    }

    [Fact]
    public async Task A_program_that_is_not_wanted_any_more_is_killed_and_leaves_nothing()
    {
        await using var process = await sandbox.StartAsync(SandboxFixture.Limits, "sleeping", "sleep");
        var trace = GoneAssert.Follow(process);

        var outcome = await process.KillAsync();

        Assert.IsType<SandboxOutcome.Killed>(outcome);
        trace.AssertGone();
    }

    [Fact]
    public async Task A_program_whose_limit_cannot_be_watched_any_longer_is_ended_as_our_fault()
    {
        var time = new FailingTimers();
        var launcher = await SandboxLauncher.CreateAsync(time: time, cancellationToken: TestContext.Current.CancellationToken);
        await using var process = await new ProbeRunner(launcher, SandboxFixture.ProbeFolder)
            .StartAsync(SandboxFixture.Limits, ["sleep"], TestContext.Current.CancellationToken);
        await process.Output.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);
        var trace = GoneAssert.Follow(process);

        time.FailNext();
        process.LimitCpuTime(TimeSpan.FromMinutes(1));

        var outcome = await process.Completion.WaitAsync(SandboxFixture.Patience, TestContext.Current.CancellationToken);
        Assert.Contains(FailingTimers.Message, Assert.IsType<SandboxOutcome.Faulted>(outcome).Reason, StringComparison.Ordinal);
        trace.AssertGone();
    }

    [Fact]
    public async Task A_program_can_be_killed_before_it_has_started()
    {
        await using var process = await sandbox.Probe.StartAsync(SandboxFixture.Limits, ["sleep"], TestContext.Current.CancellationToken);

        var outcome = await process.KillAsync().WaitAsync(SandboxFixture.Patience, TestContext.Current.CancellationToken);

        Assert.IsType<SandboxOutcome.Killed>(outcome);
    }

    [Fact]
    public async Task What_outlives_the_killed_wrapper_with_our_pipes_open_is_killed_too()
    {
        await using var process = await sandbox.StartAsync(SandboxFixture.Limits, "sleeping", "sleep");
        var trace = GoneAssert.Follow(process);
        Assert.SkipWhen(trace.Place.Group.FilesToJoin.Count == 0, "Without control groups nobody knows what was left behind.");
        // In the group and no child of the wrapper, as one is whose parent was killed while it started.
        var joining = string.Concat(trace.Place.Group.FilesToJoin.Select(file => $"echo 0 >{file}; "));
        var script = $"{joining}exec 2>/proc/{trace.Processes[0]}/fd/2; echo joined; exec sleep 600";
        using var left = await Spawner.StartAsync(
            new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardOutput = true }, TestContext.Current.CancellationToken);
        await left.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        var outcome = await process.KillAsync().WaitAsync(SandboxFixture.Patience, TestContext.Current.CancellationToken);

        Assert.IsType<SandboxOutcome.Killed>(outcome);
        await left.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(137, left.ExitCode);
        trace.AssertGone();
    }

    [Fact]
    public async Task Disposing_again_is_harmless()
    {
        var process = await sandbox.StartAsync(SandboxFixture.Limits, "sleeping", "sleep");

        await process.DisposeAsync();
        await process.DisposeAsync();

        Assert.IsType<SandboxOutcome.Killed>(await process.Completion);
    }

    [Fact]
    public async Task Disposing_kills()
    {
        var process = await sandbox.StartAsync(SandboxFixture.Limits, "sleeping", "sleep");
        var trace = GoneAssert.Follow(process);

        await process.DisposeAsync();

        trace.AssertGone();
    }

    [Fact]
    public async Task The_caller_can_name_the_limit_it_watched_itself()
    {
        await using var process = await sandbox.StartAsync(SandboxFixture.Limits, "sleeping", "sleep");

        var outcome = await process.KillAsync(SandboxLimit.WallTime);

        Assert.Equal(SandboxLimit.WallTime, Assert.IsType<SandboxOutcome.LimitHit>(outcome).Limit);
    }

    [Fact]
    public async Task The_first_reason_to_end_it_is_the_outcome()
    {
        await using var process = await sandbox.StartAsync(SandboxFixture.Limits, "sleeping", "sleep");

        var first = process.KillAsync(SandboxLimit.WallTime);
        var second = process.KillAsync();

        Assert.Same(await first, await second);
        Assert.IsType<SandboxOutcome.LimitHit>(await process.Completion);
    }

    [Fact]
    public async Task A_program_that_is_not_in_its_folder_is_refused()
    {
        var spec = new SandboxSpec { AppFolder = SandboxFixture.ProbeFolder, EntryAssembly = "../Elsewhere.dll" };

        await Assert.ThrowsAsync<ArgumentException>(() => sandbox.Launcher.StartAsync(spec, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_text_that_would_end_early_is_refused()
    {
        var spec = new SandboxSpec { AppFolder = SandboxFixture.ProbeFolder, EntryAssembly = "GradeBench.SandboxProbe.dll", Arguments = ["exit\0", "7"] };

        await Assert.ThrowsAsync<ArgumentException>(() => sandbox.Launcher.StartAsync(spec, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_program_that_answers_calls_is_spoken_to_over_its_pipes()
    {
        await using var process = await sandbox.StartAsync(SandboxFixture.Limits, "ready", "echo");
        using var output = new StreamReader(process.Output);

        await process.Input.WriteAsync("1+2\n"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal("echo=1+2", await output.ReadLineAsync(TestContext.Current.CancellationToken));
        process.Input.Close();
        Assert.IsType<SandboxOutcome.Exited>(await process.Completion.WaitAsync(SandboxFixture.Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_missing_program_folder_says_what_to_do()
    {
        var spec = new SandboxSpec { AppFolder = "/nowhere/host", EntryAssembly = "Host.dll" };

        var exception = await Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.Launcher.StartAsync(spec, TestContext.Current.CancellationToken));

        Assert.Contains("/nowhere/host", exception.Missing, StringComparison.Ordinal);
        Assert.Contains("Build the solution", exception.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_out_of_its_range_is_refused_before_anything_starts()
    {
        var spec = new SandboxSpec { AppFolder = SandboxFixture.ProbeFolder, EntryAssembly = "Host.dll", Limits = new() { Tasks = 1 } };

        await Assert.ThrowsAsync<System.ComponentModel.DataAnnotations.ValidationException>(() => sandbox.Launcher.StartAsync(spec, TestContext.Current.CancellationToken));
    }

    /// <summary>The real clock, until it is told to fail once.</summary>
    private sealed class FailingTimers : TimeProvider
    {
        public const string Message = "No timer is left.";

        private int _fails;

        public void FailNext() => _fails = 1;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            Interlocked.Exchange(ref _fails, 0) == 1
                ? throw new InvalidOperationException(Message)
                : base.CreateTimer(callback, state, dueTime, period);
    }
}
