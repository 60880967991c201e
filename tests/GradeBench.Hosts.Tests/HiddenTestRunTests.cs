using GradeBench.Assessments.Judge;
using GradeBench.Protocol;

namespace GradeBench.Hosts.Tests;

/// <summary>Whole runs of a small pack against whole submissions.</summary>
public sealed class HiddenTestRunTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pack_says_what_it_judges_without_running_anything()
    {
        var suite = await SuiteAsync();

        Assert.Equal(["clock.delays", "echo.long", "echo.same", "number.kept", "process.first"], suite.Behaviours.Select(b => b.Id));
    }

    [Fact]
    public async Task A_good_submission_passes_everything_on_one_host_per_lane_and_fresh_test()
    {
        var hosts = new PlainHosts();

        var outcome = await RunAsync("", hosts);

        Assert.All(outcome.Behaviours, b => Assert.Equal((b.Id, TestVerdict.Passed, null), (b.Id, b.Verdict, b.Detail)));
        Assert.InRange(hosts.Leased, 2, 3);
    }

    [Fact]
    public async Task Every_order_and_number_of_lanes_gives_the_same_verdicts()
    {
        const string members = "public override string Echo(string text) => text.Length > 100 ? throw new FormatException(\"too long\") : text;";

        var runs = new List<string>();
        for (var seed = 0ul; seed < 4; seed++)
        {
            var outcome = await RunAsync(members, new PlainHosts(), seed, lanes: 1 + (int)(seed % 2));
            runs.Add(string.Join("\n", outcome.Behaviours.Select(b => $"{b.Id} {b.Verdict} {b.CandidateSentence} {b.Detail}")));
        }

        Assert.Single(runs.Distinct());
        Assert.Contains("echo.long Failed Not met: Repeats long texts. System.FormatException: too long", runs[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_test_starts_first_whatever_the_seed()
    {
        for (var seed = 0ul; seed < 4; seed++)
        {
            var decided = new Order();
            var run = new HiddenTestRun(await SuiteAsync(), CandidatePayload.OfAssembly(typeof(IProbe), Compiled.Probe("")), new PlainHosts()) { Seed = seed };

            await run.RunAsync(decided, Cancellation);

            Assert.Equal("clock.delays", decided.Ids[0]);
        }
    }

    [Fact]
    public async Task A_failed_test_tells_reviewers_and_candidates_different_things()
    {
        var outcome = await RunAsync("public override string Echo(string text) { Console.WriteLine(\"printed \" + text.Length); return \"goodbye\"; }", new PlainHosts());

        var failed = outcome.Behaviours.Single(b => b.Id == "echo.same");
        Assert.Equal(TestVerdict.Failed, failed.Verdict);
        Assert.Equal("It said something else.", failed.CandidateSentence);
        Assert.Contains("\"goodbye\"", failed.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("goodbye", failed.CandidateSentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Environment.Exit(0);", TestVerdict.Died)]
    [InlineData("while (true) { }", TestVerdict.TimedOut)]
    [InlineData("return new string('a', 10_000_000);", TestVerdict.OutputLimit)]
    [InlineData("var all = new List<byte[]>(); while (true) all.Add(new byte[1 << 20]);", TestVerdict.MemoryLimit)]
    public async Task A_bad_ending_costs_its_own_test_only(string body, TestVerdict verdict)
    {
        var outcome = await RunAsync($"public override string Echo(string text) {{ if (text.Length > 100) {{ {body} }} return text; }}", new PlainHosts());

        Assert.Equal(
            [("clock.delays", TestVerdict.Passed), ("echo.long", verdict), ("echo.same", TestVerdict.Passed), ("number.kept", TestVerdict.Passed), ("process.first", TestVerdict.Passed)],
            outcome.Behaviours.Select(b => (b.Id, b.Verdict)));
    }

    [Fact]
    public async Task What_a_process_of_its_own_shows_once_and_not_again_counts_for_nothing()
    {
        var mark = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var hosts = new PlainHosts();
        try
        {
            // What one process leaves to the next, here a file, a sandbox has not.
            var outcome = await RunAsync(
                $$"""public override string Echo(string text) { if (text != "first" || System.IO.File.Exists("{{mark}}")) return text; System.IO.File.WriteAllText("{{mark}}", ""); return "once"; }""", hosts);

            Assert.Equal(TestVerdict.Passed, outcome.Behaviours.Single(b => b.Id == "process.first").Verdict);
            Assert.True(File.Exists(mark));
        }
        finally
        {
            File.Delete(mark);
        }
    }

    [Fact]
    public async Task What_two_processes_of_their_own_show_is_a_failure()
    {
        var outcome = await RunAsync("""public override string Echo(string text) => text == "first" ? "never" : text;""", new PlainHosts());

        var failed = Assert.Single(outcome.Behaviours, b => b.Verdict != TestVerdict.Passed);
        Assert.Equal(("process.first", TestVerdict.Failed), (failed.Id, failed.Verdict));
        Assert.Contains("never", failed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submission_that_never_answers_is_not_waited_for_again_and_again()
    {
        var run = new HiddenTestRun(await SuiteAsync(), CandidatePayload.OfAssembly(typeof(IProbe), Compiled.Probe("public override string Echo(string text) { while (true) { } }")), new PlainHosts())
        {
            Seed = 1,
            WaitedInVainLimit = TimeSpan.FromMilliseconds(1),
        };

        var outcome = Assert.IsType<HiddenTestOutcome.Completed>(await run.RunAsync(null, Cancellation));

        var notTried = outcome.Behaviours.Where(b => b.Detail?.StartsWith("Not tried:", StringComparison.Ordinal) == true).ToList();
        Assert.All(notTried, b => Assert.Equal((TestVerdict.TimedOut, TimeSpan.Zero), (b.Verdict, b.Duration)));
        Assert.Single(outcome.Behaviours, b => b.Verdict == TestVerdict.TimedOut && b.Duration > TimeSpan.Zero);
        Assert.Equal(TestVerdict.Passed, outcome.Behaviours.Single(b => b.Id == "clock.delays").Verdict);
        Assert.NotEmpty(notTried);
    }

    [Fact]
    public async Task A_submission_that_hangs_is_waited_for_in_several_tests_at_once()
    {
        var run = new HiddenTestRun(await SuiteAsync(), CandidatePayload.OfAssembly(typeof(IProbe), Compiled.Probe("public override string Echo(string text) { Thread.Sleep(-1); return text; }")), new PlainHosts())
        {
            Seed = 1,
            MostLanes = 3,
        };
        var began = TimeProvider.System.GetTimestamp();

        var outcome = Assert.IsType<HiddenTestOutcome.Completed>(await run.RunAsync(null, Cancellation));

        var waited = TimeSpan.FromTicks(outcome.Behaviours.Sum(b => b.Duration.Ticks));
        Assert.True(TimeProvider.System.GetElapsedTime(began) < waited, "The tests were waited for one after the other.");
        Assert.Equal(["echo.long", "echo.same", "process.first"], outcome.Behaviours.Where(b => b.Verdict == TestVerdict.TimedOut).Select(b => b.Id));
    }

    [Fact]
    public async Task A_submission_without_the_contract_fails_every_behaviour_with_the_reason()
    {
        var outcome = await RunAsync(CandidatePayload.OfAssembly(typeof(IProbe), Compiled.Source("public class Nothing;")), new PlainHosts(), 1, 2);

        Assert.Equal(5, outcome.Behaviours.Count);
        Assert.All(outcome.Behaviours, b => Assert.Contains("No public class implements", b.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sandbox_that_cannot_start_ends_the_run_as_our_fault()
    {
        var run = new HiddenTestRun(await SuiteAsync(), CandidatePayload.OfAssembly(typeof(IProbe), Compiled.Probe("")), new BrokenHosts());

        var outcome = await run.RunAsync(null, Cancellation);

        Assert.Contains("no more hosts", Assert.IsType<HiddenTestOutcome.Faulted>(outcome).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_at_the_same_time_do_not_disturb_each_other()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => RunAsync(
            i % 2 == 0 ? "" : "public override int Number => -1;", new PlainHosts(), (ulong)i)));

        Assert.All(outcomes.Where((_, i) => i % 2 == 0), o => Assert.Equal("", Failures(o)));
        Assert.All(outcomes.Where((_, i) => i % 2 == 1), o => Assert.StartsWith("number.kept Failed", Failures(o), StringComparison.Ordinal));

        static string Failures(HiddenTestOutcome.Completed outcome) =>
            string.Join("\n", outcome.Behaviours.Where(b => b.Verdict != TestVerdict.Passed).Select(b => $"{b.Id} {b.Verdict} {b.Detail}"));
    }

    private static Task<HiddenTestSuite> SuiteAsync() =>
        HiddenTestSuite.DiscoverAsync(typeof(SmallPack.SmallPackTests).Assembly, typeof(SmallPack.SmallPackTests).Namespace!);

    private static Task<HiddenTestOutcome.Completed> RunAsync(string members, PlainHosts hosts, ulong seed = 1, int lanes = 1) =>
        RunAsync(CandidatePayload.OfAssembly(typeof(IProbe), Compiled.Probe(members)), hosts, seed, lanes);

    private static async Task<HiddenTestOutcome.Completed> RunAsync(CandidatePayload payload, PlainHosts hosts, ulong seed, int lanes)
    {
        var run = new HiddenTestRun(await SuiteAsync(), payload, hosts) { Seed = seed, Lanes = lanes };

        return Assert.IsType<HiddenTestOutcome.Completed>(await run.RunAsync(null, Cancellation));
    }

    private sealed class Order : IProgress<BehaviourOutcome>
    {
        public List<string> Ids { get; } = [];

        public void Report(BehaviourOutcome value) => Ids.Add(value.Id);
    }

    private sealed class BrokenHosts : ICandidateHosts
    {
        public ValueTask<IHostConnection> LeaseAsync(CancellationToken cancellationToken) => throw new HostUnavailableException("There are no more hosts.");
    }
}
