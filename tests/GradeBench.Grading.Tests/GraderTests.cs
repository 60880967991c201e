using GradeBench.Protocol;
using GradeBench.Rubrics;

namespace GradeBench.Grading.Tests;

public sealed class GraderTests(SharedGrader shared)
{
    [Fact]
    public async Task An_exemplary_submission_scores_at_least_nine_and_a_half()
    {
        var graded = await shared.GradeAsync(Submissions.Request(Submissions.Sample("exemplary")));

        Assert.All(graded.Evidence.Behaviours, b => Assert.True(b.Passed, $"{b.Id}: {b.Verdict}, {b.Detail}"));
        Assert.InRange(graded.Scorecard.Overall, 9.5m, 10.0m);
        Assert.True(graded.Times.HostCpu > TimeSpan.Zero && graded.Times.Compiling > TimeSpan.Zero && graded.Times.Testing > TimeSpan.Zero);
    }

    [Fact]
    public async Task What_is_tested_alone_passes_the_same_and_gets_nothing_for_its_source()
    {
        var graded = await shared.GradeAsync(Submissions.Request(Submissions.Sample("exemplary")) with { Analysed = false });

        Assert.Equal(Submissions.Pack.Behaviours.Count, graded.Evidence.Behaviours.Count(b => b.Passed));
        Assert.Equal("no analysis was asked for", Assert.Single(graded.Evidence.NotAnalysed).Reason);
        Assert.Empty(graded.Evidence.Facts);
        Assert.Equal(1.0m, graded.Scorecard.Criteria.Single(c => c.Id == "types").Score);
    }

    [Fact]
    public async Task The_untouched_starter_scores_at_most_two()
    {
        var scorecard = await shared.ScoreAsync(Submissions.Request(Submissions.Starter()));

        Assert.InRange(scorecard.Overall, 1.0m, 2.0m);
    }

    [Fact]
    public async Task A_racy_counter_loses_points_and_the_finding_names_field_and_line()
    {
        var exemplary = await shared.ScoreAsync(Submissions.Request(Submissions.Sample("exemplary")));
        var racy = await shared.ScoreAsync(Submissions.Request(Submissions.Sample("racy-counter")));

        Assert.True(Concurrency(racy) < Concurrency(exemplary));
        var lost = racy.Criteria.SelectMany(c => c.Evidence).Where(e => e.Lost > 0 && e.Kind is EvidenceKind.Fact or EvidenceKind.Finding).ToList();
        Assert.Contains(lost, e => e.Lines.Count > 0);

        static decimal Concurrency(Scorecard scorecard) => scorecard.Dimensions.Single(d => d.Id == DimensionIds.Concurrency).Score;
    }

    [Fact]
    public async Task What_does_not_compile_scores_one_and_says_where()
    {
        var graded = await shared.GradeAsync(Submissions.Request([new SourceFile("Solution.cs", "public sealed class Solution {\n  int x = ;\n}\n")]));

        Assert.False(graded.Evidence.Compile.Succeeded);
        Assert.Empty(graded.Evidence.Behaviours);
        Assert.Equal(1.0m, graded.Scorecard.Overall);
        var error = Assert.Single(graded.Evidence.Compile.Diagnostics, d => d.Id == "CS1525");
        Assert.Equal(("Solution.cs", 2), (error.Location?.File, error.Location?.StartLine));
    }

    [Fact]
    public async Task A_submission_without_a_source_file_does_not_compile()
    {
        var graded = await shared.GradeAsync(Submissions.Request([new SourceFile("README.md", "Sorry.")]));

        Assert.False(graded.Evidence.Compile.Succeeded);
        Assert.NotEmpty(graded.Evidence.Compile.Diagnostics);
        Assert.Equal(1.0m, graded.Scorecard.Overall);
    }

    [Fact]
    public async Task There_is_one_result_per_behaviour_in_the_packs_order()
    {
        var graded = await shared.GradeAsync(Submissions.Request(Submissions.Running("return [];")));

        Assert.Equal(Submissions.Pack.Behaviours.Select(b => b.Id), graded.Evidence.Behaviours.Select(b => b.Id));
        Assert.Equal((ulong)42, graded.Evidence.Conditions.Seed);
        Assert.Contains(graded.Evidence.Conditions.Limits, new[] { "cgroup-v1", "cgroup-v2", "rlimit" });
    }

    [Fact]
    public async Task Whoever_watches_is_told_every_stage_and_every_test_in_order()
    {
        var seen = new List<GradingProgress>();

        await shared.GradeAsync(Submissions.Request(Submissions.Sample("exemplary")), new Watcher(seen));

        Assert.Equal(Enum.GetValues<GradingStage>(), seen.Select(p => p.Stage).Distinct());
        var tests = seen.Where(p => p.Stage == GradingStage.Testing).ToList();
        Assert.Equal(Enumerable.Range(0, Submissions.Pack.Behaviours.Count + 1), tests.Select(p => p.Done));
        Assert.All(tests, p => Assert.Equal(Submissions.Pack.Behaviours.Count, p.Total));
        Assert.Equal(seen.Select(p => p.Elapsed).Order(), seen.Select(p => p.Elapsed));
    }

    [Fact]
    public async Task A_grading_that_is_given_up_leaves_the_grader_usable()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watcher = new Watcher([], progress =>
        {
            if (progress.Stage == GradingStage.Testing) cancellation.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            shared.Grader.GradeAsync(Submissions.Request(Submissions.Running("await Task.Delay(-1); return [];")), watcher, cancellation.Token));

        Assert.InRange((await shared.ScoreAsync(Submissions.Request(Submissions.Sample("exemplary")))).Overall, 9.5m, 10.0m);
    }

    [Fact]
    public async Task A_rubric_of_another_assessment_is_refused()
    {
        var request = Submissions.Request(Submissions.Starter()) with { Rubric = Submissions.Rubric with { Assessment = "csv-pipeline" } };

        var e = await Assert.ThrowsAsync<ArgumentException>(() => shared.Grader.GradeAsync(request, null, TestContext.Current.CancellationToken));

        Assert.StartsWith("The rubric is of `csv-pipeline`, the pack of `task-runner`.", e.Message, StringComparison.Ordinal);
    }

    private sealed class Watcher(List<GradingProgress> seen, Action<GradingProgress>? also = null) : IProgress<GradingProgress>
    {
        public void Report(GradingProgress value)
        {
            lock (seen) seen.Add(value);
            also?.Invoke(value);
        }
    }
}
