using GradeBench.Protocol;

namespace GradeBench.CompilerHost.Tests;

public sealed class HostileSourceTests(PublishedHost host)
{
    public static TheoryData<string, string> Bombs => new()
    {
        { "parentheses", $"class C {{ int M() => {new string('(', 10_000)}1{new string(')', 10_000)}; }}" },
        { "blocks", string.Concat(Enumerable.Repeat("class C { ", 5_000)) },
        { "generics", $"class C {{ {string.Concat(Enumerable.Repeat("List<", 5_000))} x; }}" },
        { "interpolations", $"class C {{ string M() => {string.Concat(Enumerable.Repeat("$\"{", 22))}1{string.Concat(Enumerable.Repeat("}\"", 22))}; }}" },
        { "lambdas", $"class C {{ void M(System.Action<int> a) {{}} void M(System.Action<long> a) {{}} void N() {{ {Nested(16)} }} }}" },
        { "arms", $"class C {{ int M(int i) => i switch {{ {string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"{i} => {i}"))}, _ => 0 }}; }}" },
        { "calls", $"class C {{ C M() => this; C N() => this{string.Concat(Enumerable.Repeat("\n.M()", 5_000))}; }}" },
        { "operators", $"class C {{ int N(int a) => a{string.Concat(Enumerable.Repeat("\n+ a", 30_000))}; }}" },
        { "elses", $"class C {{ void M(int i) {{ if (i == 0) {{ }} {string.Concat(Enumerable.Range(1, 5_000).Select(i => $"else if (i == {i}) {{ }}\n"))} }} }}" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_bomb_is_refused_before_it_is_parsed_and_the_rest_is_analysed(string what, string source)
    {
        var response = await host.CompileAsync(Submissions.Good, new SourceFile("Bomb.cs", source));

        Assert.False(response.Succeeded, what);
        var error = Assert.Single(response.Diagnostics);
        Assert.Equal("GBC100", error.Id);
        Assert.StartsWith("Bomb.cs ", error.Message, StringComparison.Ordinal);
        Assert.Equal("Bomb.cs", Assert.Single(response.NotAnalysed).Span?.File);
        Assert.Equal("interlocked", Assert.Single(response.Facts, f => f.Id == "counter.guard").Value);
    }

    // More than analyzers are given, and yet nothing the compiler cannot do.
    public static TheoryData<string, string> Heavy => new()
    {
        { "parentheses", $"class C {{ int M() => {new string('(', 900)}1{new string(')', 900)}; }}" },
        { "blocks", $"class C {{ void M() {{ {new string('{', 900)} {new string('}', 900)} }} }}" },
        { "arms", $"class C {{ int M(int i) => i switch {{ {string.Join(",\n", Enumerable.Range(0, 3_000).Select(i => $"{i} => {i}"))}, _ => 0 }}; }}" },
        { "calls", $"class C {{ C M() => this; C N() => this{string.Concat(Enumerable.Repeat("\n.M()", 2_500))}; }}" },
        { "operators", $"class C {{ int N(int a) => a{string.Concat(Enumerable.Repeat("\n+ a", 9_000))}; }}" },
        { "a long line", $"class C {{ string s = \"{new string('a', 30_000)}\"; }}" },
        { "a long file", $"class C {{ }}\n{string.Concat(Enumerable.Repeat("// a comment\n", 100_000))}" },
        { "elses", $"class C {{ void M(int i) {{ if (i == 0) {{ }} {string.Concat(Enumerable.Range(1, 2_200).Select(i => $"else if (i == {i}) {{ }}\n"))} }} }}" },
        { "ifs", $"class C {{ void M(bool b) {{ {string.Concat(Enumerable.Repeat("if (b)\n", 2_500))} M(b); }} }}" },
        { "casts", $"class C {{ object M(int i) => {string.Concat(Enumerable.Repeat("(object)\n", 4_500))} i; }}" },
    };

    [Theory]
    [MemberData(nameof(Heavy))]
    public async Task A_heavy_file_is_compiled_and_left_out_of_the_analysis_alone(string what, string source)
    {
        var response = await host.CompileAsync(Submissions.Good, new SourceFile("Heavy.cs", source));

        Assert.True(response.Succeeded, $"{what}: {string.Join(", ", response.Diagnostics.Select(d => d.Message))}");
        Assert.StartsWith("Heavy.cs ", Assert.Single(response.NotAnalysed).Reason, StringComparison.Ordinal);
        Assert.Equal("interlocked", Assert.Single(response.Facts, f => f.Id == "counter.guard").Value);
    }

    [Fact]
    public async Task What_could_not_be_compiled_can_still_be_asked_about_without_its_heavy_files()
    {
        var response = await host.CompileAsync(new CompileRequest([Submissions.Good, new SourceFile("Heavy.cs", Heavy.First().Data.Item2)], "task-runner", [], OnlyToAnalyse: true));

        Assert.False(response.Succeeded);
        Assert.Empty(response.Diagnostics);
        Assert.Single(response.NotAnalysed);
        Assert.Equal("interlocked", Assert.Single(response.Facts, f => f.Id == "counter.guard").Value);
    }

    [Theory]
    [InlineData('$')]
    [InlineData('{')]
    [InlineData('"')]
    [InlineData('@')]
    [InlineData('/')]
    public async Task A_megabyte_of_one_sign_is_scanned_as_fast_as_any(char sign)
    {
        var response = await host.CompileAsync(Submissions.Good, new SourceFile("Signs.cs", new string(sign, 1024 * 1024)));

        Assert.Single(response.NotAnalysed);
    }

    [Fact]
    public async Task Source_just_within_the_limits_is_compiled_and_analysed()
    {
        var deep = $$"""
            internal static class Deep
            {
                public static int M() => {{new string('(', 240)}}1{{new string(')', 240)}};
                public static string S(int a) => $"{$"{$"{a}"}"}";
                public static object Casts(int i) => {{string.Concat(Enumerable.Repeat("(object)\n", 1_900))}} i;
                public static void Ifs(bool b) { {{string.Concat(Enumerable.Repeat("if (b)\n", 1_900))}} Ifs(b); }
                public static int Sum(int a) => a {{string.Concat(Enumerable.Repeat("\n+ a", 1_900))}};
            }
            """;

        var response = await host.CompileAsync(Submissions.Good, new SourceFile("Deep.cs", deep));

        Assert.True(response.Succeeded);
        Assert.Empty(response.NotAnalysed);
    }

    [Fact]
    public async Task Too_many_files_are_refused()
    {
        var response = await host.CompileAsync([.. Enumerable.Range(0, 201).Select(i => new SourceFile($"F{i}.cs", ""))]);

        Assert.Contains("201 source files", Assert.Single(response.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hidden_characters_and_unsafe_code_are_flagged_and_compiled()
    {
        var response = await host.CompileAsync(Submissions.Good, Submissions.Extra("// \u202Egnihtemos\npublic static unsafe int M(int* p) => *p; // zero\u200Bwidth"));

        Assert.True(response.Succeeded);
        Assert.Contains(response.Flags, f => f.Contains("reorder", StringComparison.Ordinal));
        Assert.Contains(response.Flags, f => f.Contains("invisible", StringComparison.Ordinal));
        Assert.Contains(response.Flags, f => f.StartsWith("uses unsafe code: Extra.cs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Loading_code_and_suppressing_messages_are_flagged()
    {
        var response = await host.CompileAsync(Submissions.Good, Submissions.Extra("#pragma warning disable CS0168\npublic static void M(byte[] b) => System.Reflection.Assembly.Load(b);"));

        Assert.Contains(response.Flags, f => f.StartsWith("loads code at run time: Extra.cs:4", StringComparison.Ordinal));
        Assert.Contains(response.Flags, f => f.StartsWith("suppresses", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("#pragma warning disable\n")]
    [InlineData("// <auto-generated/>\n")]
    [InlineData("[System.CodeDom.Compiler.GeneratedCode(\"x\", \"1\")]\n")]
    [InlineData("#line 900 \"Elsewhere.cs\"\n")]
    public async Task Nothing_in_the_source_hides_a_finding(string disguise)
    {
        var source = $"{disguise}internal static class Hidden {{ public static async void Go() => await Task.Yield(); }}";

        var response = await host.CompileAsync(Submissions.Good, new SourceFile("Hidden.cs", source));

        var finding = Assert.Single(response.Findings, f => f.Rule == "GB0501");
        Assert.Equal(("Hidden.cs", 2), (finding.Span.File, finding.Span.StartLine));
    }

    private static string Nested(int depth) => depth == 0 ? ";" : $"M(a{depth} => {{ {Nested(depth - 1)} }});";
}
