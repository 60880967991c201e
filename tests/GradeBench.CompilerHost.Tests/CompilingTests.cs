using System.Runtime.Loader;
using System.Text.Json;
using GradeBench.Protocol;

namespace GradeBench.CompilerHost.Tests;

public sealed class CompilingTests(PublishedHost host)
{
    [Fact]
    public async Task A_good_submission_becomes_an_assembly()
    {
        var response = await host.CompileAsync(Submissions.Good);

        Assert.Empty(response.Diagnostics);
        Assert.True(response.Succeeded);
        var context = new AssemblyLoadContext("submission", isCollectible: true);
        var assembly = context.LoadFromStream(new MemoryStream(response.Assembly!));
        Assert.Equal("Submission", assembly.GetName().Name);
        Assert.Contains("GradeBench.Contracts", assembly.GetReferencedAssemblies().Select(a => a.Name));
        context.Unload();
    }

    [Fact]
    public async Task The_same_request_gives_the_same_bytes_and_evidence()
    {
        var answers = new HashSet<string>();
        for (var round = 0; round < 5; round++) answers.Add(JsonSerializer.Serialize(await host.CompileAsync(Submissions.Good, Submissions.Extra("static async void Go() { await Task.Delay(1); }"))));

        Assert.Single(answers);
    }

    [Fact]
    public async Task The_order_of_the_files_does_not_matter()
    {
        var extra = Submissions.Extra("public static int One => 1;");

        var first = await host.CompileAsync(Submissions.Good, extra);
        var second = await host.CompileAsync(extra, Submissions.Good);

        Assert.Equal(first.Assembly, second.Assembly);
    }

    [Fact]
    public async Task A_compile_error_is_told_with_its_place()
    {
        var response = await host.CompileAsync(Submissions.Good, Submissions.Extra("public static int One => \"one\";"));

        Assert.False(response.Succeeded);
        Assert.True(response.Assembly is null or []);
        var error = response.Diagnostics[0];
        Assert.Equal(("CS0029", ReportedSeverity.Error), (error.Id, error.Severity));
        Assert.Equal(new ReportedSpan("Extra.cs", 3, 26, 3, 31), error.Span);
    }

    [Fact]
    public async Task Errors_come_first_and_at_most_a_hundred_are_told()
    {
        var members = string.Join('\n', Enumerable.Range(0, 300).Select(i => $"static int F{i}; static string G{i} = {i};"));

        var response = await host.CompileAsync(Submissions.Extra(members));

        Assert.Equal(100, response.Diagnostics.Count);
        Assert.All(response.Diagnostics, d => Assert.Equal(ReportedSeverity.Error, d.Severity));
    }

    [Fact]
    public async Task Stack_traces_will_have_lines()
    {
        var response = await host.CompileAsync(Submissions.Good);

        using var image = new System.Reflection.PortableExecutable.PEReader(new MemoryStream(response.Assembly!));
        Assert.Contains(image.ReadDebugDirectory(), entry => entry.Type == System.Reflection.PortableExecutable.DebugDirectoryEntryType.EmbeddedPortablePdb);
    }

    [Fact]
    public async Task Nullable_and_the_implicit_usings_are_on()
    {
        var response = await host.CompileAsync(Submissions.Good, Submissions.Extra("public static string Name(List<int> ids) => ids.Any() ? \"a\" : null;"));

        Assert.True(response.Succeeded);
        Assert.Equal("CS8603", Assert.Single(response.Diagnostics).Id);
    }

    [Fact]
    public async Task Project_files_and_configuration_are_not_obeyed()
    {
        var response = await host.CompileAsync(
            Submissions.Good,
            Submissions.Extra("public static async void Go() => await Task.Yield();"),
            new SourceFile("App.csproj", "<Project><Target Name=\"x\" BeforeTargets=\"Build\"><Exec Command=\"false\" /></Target></Project>"),
            new SourceFile(".editorconfig", "root=true\n[*.cs]\ndotnet_diagnostic.GB0501.severity = none\ngenerated_code = true"));

        Assert.True(response.Succeeded);
        Assert.Contains(response.Findings, f => f.Rule == "GB0501");
        Assert.Contains(response.Flags, f => f.StartsWith("ignored", StringComparison.Ordinal) && f.Contains("App.csproj", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_package_is_there_where_the_assessment_allows_it_and_named_where_it_does_not()
    {
        var retrying = new SourceFile("Retrying.cs", """
            using Polly;
            using Polly.Retry;

            internal static class Retrying
            {
                public static ResiliencePipeline Pipeline { get; } = new ResiliencePipelineBuilder()
                    .AddRetry(new RetryStrategyOptions { ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(), BackoffType = DelayBackoffType.Exponential })
                    .Build();
            }
            """);

        var with = await host.CompileAsync(new CompileRequest([Submissions.Good, retrying], "task-runner", ["Polly.Core"]));
        var without = await host.CompileAsync(new CompileRequest([Submissions.Good, retrying], "task-runner", []));
        var other = await host.CompileAsync(new CompileRequest([Submissions.Good, retrying], "task-runner", ["CsvHelper"]));

        Assert.Empty(with.Diagnostics);
        Assert.True(with.Succeeded);
        Assert.Contains(with.Facts, fact => fact is { Id: "retry.backoff", Value: "exponential", LowConfidence: false });
        Assert.False(without.Succeeded);
        Assert.Equal(
            "The namespace 'Polly' comes from the package Polly.Core, which this assessment does not provide: this assessment provides no packages",
            without.Diagnostics.First(d => d.Id == "GBC005").Message);
        Assert.Matches("provides CsvHelper [0-9.]+ and nothing else$", other.Diagnostics.First(d => d.Id == "GBC005").Message);
        Assert.Contains(without.Facts, fact => fact is { Id: "retry.backoff", Value: "exponential", LowConfidence: true });
    }

    [Fact]
    public async Task A_namespace_of_no_package_of_ours_is_told_with_what_is_provided()
    {
        var unknown = new SourceFile("Logging.cs", "using Serilog;\nusing static Serilog.Core.Constants;\nusing Serilog;\nusing Text = System.Missing;\n");

        var response = await host.CompileAsync(new CompileRequest([Submissions.Good, unknown], "task-runner", ["Polly.Core", "CsvHelper"]));

        Assert.Equal([1, 2], response.Diagnostics.Where(d => d.Id == "GBC006").Select(d => d.Span!.StartLine));
        Assert.Matches("namespace 'Serilog'. .* provides CsvHelper [0-9.]+ and Polly.Core [0-9.]+ and nothing else$", response.Diagnostics.First(d => d.Id == "GBC006").Message);
    }

    [Theory]
    [InlineData("#r \"nuget: Evil\"")]
    [InlineData("#load \"other.csx\"")]
    [InlineData("#:package Evil@1.0")]
    public async Task Script_directives_are_errors(string directive)
    {
        var response = await host.CompileAsync(Submissions.Good, new SourceFile("Script.cs", directive + "\n"));

        Assert.False(response.Succeeded);
    }
}
