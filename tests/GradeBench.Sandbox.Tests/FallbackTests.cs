using Microsoft.Extensions.Logging;

namespace GradeBench.Sandbox.Tests;

/// <summary>Weaker modes work, say that they are in force, and are never chosen quietly.</summary>
public sealed class FallbackTests
{
    private const long MiB = SandboxLimits.MiB;

    [Fact]
    public async Task Without_control_groups_limits_are_the_processes_own_and_the_mode_says_so()
    {
        var launcher = await SandboxLauncher.CreateAsync(new SandboxOptions { UseControlGroups = false }, cancellationToken: TestContext.Current.CancellationToken);
        var probe = new Doctoring.ProbeRunner(launcher, SandboxFixture.ProbeFolder);

        var forks = await probe.RunAsync(SandboxFixture.Limits with { Tasks = 40 }, ["fork"], TestContext.Current.CancellationToken);
        var native = await probe.RunAsync(SandboxFixture.Limits, ["allocate-native"], TestContext.Current.CancellationToken);
        var managed = await probe.RunAsync(SandboxFixture.Limits, ["allocate-managed"], TestContext.Current.CancellationToken);
        var spin = await probe.RunAsync(SandboxFixture.Limits with { CpuTime = TimeSpan.FromSeconds(1) }, ["spin", "2"], TestContext.Current.CancellationToken);

        Assert.Equal("rlimit", launcher.Capabilities.LimitMode.ToReportName());
        Assert.Equal("errno 11", forks["refused"]);
        Assert.InRange(long.Parse(native["bytes"], System.Globalization.CultureInfo.InvariantCulture), 16 * MiB, 2048 * MiB);
        Assert.NotEqual(0, Assert.IsType<SandboxOutcome.Exited>(native.Outcome).ExitCode);
        Assert.Equal("OutOfMemoryException", managed["refused"]);
        Assert.Equal(SandboxLimit.CpuTime, Assert.IsType<SandboxOutcome.LimitHit>(spin.Outcome).Limit);
    }

    [Fact]
    public async Task One_flag_is_not_enough_to_run_without_a_sandbox() =>
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => SandboxLauncher.CreateAsync(NoSandbox, cancellationToken: TestContext.Current.CancellationToken));

    [Fact]
    public async Task Asked_for_twice_programs_run_without_a_sandbox_and_everything_says_so()
    {
        var log = new Lines();
        Environment.SetEnvironmentVariable(SandboxOptions.UnsandboxedVariable, "1");
        var launcher = await SandboxLauncher.CreateAsync(NoSandbox, log, cancellationToken: TestContext.Current.CancellationToken);
        Environment.SetEnvironmentVariable(SandboxOptions.UnsandboxedVariable, null);

        var answer = await new Doctoring.ProbeRunner(launcher, SandboxFixture.ProbeFolder).RunAsync(["exit", "7"], TestContext.Current.CancellationToken);
        await using var sleeping = await new Doctoring.ProbeRunner(launcher, SandboxFixture.ProbeFolder).StartAsync(SandboxFixture.Limits, ["sleep"], TestContext.Current.CancellationToken);

        Assert.Equal("unsandboxed", launcher.Capabilities.LimitMode.ToReportName());
        Assert.Contains("UNSANDBOXED", Assert.Single(log.Written), StringComparison.Ordinal);
        Assert.Equal(7, Assert.IsType<SandboxOutcome.Exited>(answer.Outcome).ExitCode);
        Assert.IsType<SandboxOutcome.Killed>(await sleeping.KillAsync().WaitAsync(SandboxFixture.Patience, TestContext.Current.CancellationToken));
    }

    private static SandboxOptions NoSandbox => new() { BubblewrapPath = "/nowhere/bwrap", AllowUnsandboxed = true };

    private sealed class Lines : ILogger<SandboxLauncher>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
