using GradeBench.Sandbox.Running;

namespace GradeBench.Sandbox.Tests;

/// <summary>What bubblewrap reports, whole or cut off, and what it amounts to.</summary>
public sealed class LaunchStatusTests
{
    private const string Started = """{ "child-pid": 4711, "ipc-namespace": 4026532 }""" + "\n";

    [Theory]
    [InlineData("", null, null)]
    [InlineData("{ \"child-p", null, null)]
    [InlineData("{ \"child-pid\": ", null, null)]
    [InlineData(Started, 4711, null)]
    [InlineData(Started + "{ \"exit-code\": 3 }\n", 4711, 3)]
    [InlineData(Started + "{ \"exit-c", 4711, null)]
    public void A_report_is_read_as_far_as_it_goes(string report, int? init, int? exitCode) =>
        Assert.Equal(new LaunchStatus(init, exitCode), LaunchStatus.ParseBubblewrapReport(report));

    [Fact]
    public void A_program_that_was_never_executed_is_our_fault() =>
        Assert.IsType<SandboxOutcome.Faulted>(Verdict(exitCode: null).ToOutcome());

    [Fact]
    public void A_program_killed_for_memory_hit_its_limit_even_without_an_exit_code() =>
        Assert.Equal(SandboxLimit.Memory, Assert.IsType<SandboxOutcome.LimitHit>((Verdict(exitCode: null) with { RanOutOfMemory = true }).ToOutcome()).Limit);

    [Fact]
    public void A_program_that_survived_the_loss_of_a_child_exits_by_itself() =>
        Assert.IsType<SandboxOutcome.Exited>((Verdict(exitCode: 0) with { RanOutOfMemory = true }).ToOutcome());

    [Fact]
    public void A_program_that_coped_with_a_refused_thread_exits_by_itself() =>
        Assert.IsType<SandboxOutcome.Exited>((Verdict(exitCode: 0) with { Usage = new(TimeSpan.Zero, 0, RefusedTasks: 2) }).ToOutcome());

    [Fact]
    public void Our_own_reason_comes_first() =>
        Assert.IsType<SandboxOutcome.Killed>((Verdict(exitCode: 137) with { Ending = new Ending(null), RanOutOfMemory = true }).ToOutcome());

    private static Verdict Verdict(int? exitCode) => new(null, RanOutOfMemory: false, new LaunchStatus(4711, exitCode), CapturedOutput.None, SandboxUsage.None);
}
