namespace GradeBench.CompilerHost.Tests;

public sealed class AnalysisTests(PublishedHost host)
{
    [Fact]
    public async Task Facts_come_with_the_lines_that_prove_them()
    {
        var response = await host.CompileAsync(Submissions.Good);

        var guard = Assert.Single(response.Facts, f => f.Id == "counter.guard");
        Assert.Equal("interlocked", guard.Value);
        var line = Submissions.Good.Text.Split('\n')[guard.Lines[^1].StartLine - 1];
        Assert.Contains("Interlocked.Increment(ref _finished)", line, StringComparison.Ordinal);
        Assert.Equal("none", Assert.Single(response.Facts, f => f.Id == "retry.kind").Value);
        Assert.Equal(1m, Assert.Single(response.Measures, m => m.Id == "typing.annotated").Value);
        Assert.Empty(response.Findings);
    }

    [Fact]
    public async Task A_racy_counter_is_named_with_its_line()
    {
        var racy = Submissions.Good with { Text = Submissions.Good.Text.Replace("Interlocked.Increment(ref _finished);", "_finished++;", StringComparison.Ordinal) };

        var response = await host.CompileAsync(racy);

        Assert.Equal("racy", Assert.Single(response.Facts, f => f.Id == "counter.guard").Value);
        var finding = Assert.Single(response.Findings);
        Assert.Equal(("GB0301", "shared-state"), (finding.Rule, finding.Category));
        Assert.Contains("'Runner._finished'", finding.Message, StringComparison.Ordinal);
        Assert.Contains("_finished++", racy.Text.Split('\n')[finding.Span.StartLine - 1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_does_not_compile_is_analysed_all_the_same()
    {
        var response = await host.CompileAsync(Submissions.Good, Submissions.Extra("static async void Go(Missing m) { await Task.Yield(); }"));

        Assert.False(response.Succeeded);
        Assert.Contains(response.Findings, f => f.Rule == "GB0501");
    }

    [Fact]
    public async Task A_rule_that_fires_everywhere_is_told_fifty_times()
    {
        var members = string.Join('\n', Enumerable.Range(0, 80).Select(i => $"public static async void M{i}() => await Task.Yield();"));

        var response = await host.CompileAsync(Submissions.Good, Submissions.Extra(members));

        Assert.Equal(50, response.Findings.Count(f => f.Rule == "GB0501"));
    }

    [Fact]
    public async Task Overloads_that_take_the_compiler_minutes_do_not_take_the_host_along()
    {
        // Within the guards: exponential binding is left to the sandbox's clock, so it only has to stay below it here.
        var nested = Enumerable.Range(0, 5).Aggregate(";", (inner, depth) => $"M(a{depth} => {{ {inner} }});");
        var response = await host.CompileAsync(Submissions.Good, Submissions.Extra(
            $"static void M(Action<int> a) {{ }} static void M(Action<long> a) {{ }} static void N() {{ {nested} }}"));

        Assert.NotNull(response);
        Assert.True((await host.CompileAsync(Submissions.Good)).Succeeded);
    }
}
