using GradeBench.Protocol;

namespace GradeBench.CompilerHost.Tests;

public sealed class ContractTests(PublishedHost host)
{
    [Fact]
    public async Task Without_an_implementation_the_message_quotes_the_contract()
    {
        var error = await TheError(Submissions.Extra("public static int One => 1;"));

        Assert.Equal("GBC001", error.Id);
        Assert.Contains("public interface ITaskRunner : IAsyncDisposable", error.Message, StringComparison.Ordinal);
        Assert.Contains("RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)", error.Message, StringComparison.Ordinal);
        Assert.Contains("TaskRunnerOptions options", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_implementations_are_one_too_many()
    {
        var second = Submissions.Good with { Path = "Second.cs", Text = Submissions.Good.Text.Replace("class Runner", "class Second", StringComparison.Ordinal) };

        var error = await TheError(Submissions.Good, second);

        Assert.Equal("GBC002", error.Id);
        Assert.Contains("Runner, Second", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_implementation_may_be_internal()
    {
        var second = Submissions.Good with { Path = "Second.cs", Text = Submissions.Good.Text.Replace("public sealed class Runner", "internal sealed class Second", StringComparison.Ordinal) };

        Assert.True((await host.CompileAsync(Submissions.Good, second)).Succeeded);
    }

    [Fact]
    public async Task A_constructor_without_the_options_is_an_error()
    {
        var error = await TheError(Submissions.Good with { Text = Submissions.Good.Text.Replace("class Runner(TaskRunnerOptions options)", "class Runner(TaskRunnerOptions options, int extra)", StringComparison.Ordinal) });

        Assert.Equal("GBC003", error.Id);
        Assert.Equal("Runner.cs", error.Span!.File);
    }

    [Fact]
    public async Task An_internal_implementation_is_named()
    {
        var error = await TheError(Submissions.Good with { Text = Submissions.Good.Text.Replace("public sealed class", "internal sealed class", StringComparison.Ordinal) });

        Assert.Equal("GBC004", error.Id);
        Assert.Contains("is not public", error.Message, StringComparison.Ordinal);
    }

    private async Task<ReportedDiagnostic> TheError(params SourceFile[] files)
    {
        var response = await host.CompileAsync(files);

        Assert.False(response.Succeeded);
        return response.Diagnostics.First(d => d.Severity == ReportedSeverity.Error);
    }
}
