using System.Text;
using GradeBench.Protocol;
using GradeBench.Rubrics;

namespace GradeBench.Grading.Tests;

/// <summary>Source that cannot be analysed safely costs what reading it would have shown, and nothing else.</summary>
public sealed class NotAnalysedTests(SharedGrader shared)
{
    private const string Cost = "not-analysed";

    // Twice the processor time a submission may take to compile, since what is left is analysed by another host; and the tests' own.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static TheoryData<string, string> Heavy => new()
    {
        { "more than 2000 lambdas and switch arms", $"static class C {{ public static int M(int i) => i switch {{ {Lines(2_500, i => $"{i} => {i},")} _ => 0 }}; }}" },
        { "nests brackets deeper than 256", $"static class C {{ public static int M() => {new string('(', 500)}1{new string(')', 500)}; }}" },
        { "characters; 1048576 are allowed", $"static class C {{ }}\n{Lines(70_000, _ => "// a generated line")}" },
    };

    [Theory]
    [MemberData(nameof(Heavy))]
    public async Task A_heavy_file_costs_no_test_and_shows_nothing_about_the_code(string reason, string source)
    {
        var graded = await shared.GradeAsync(Submissions.Request([.. Submissions.Sample("exemplary"), new SourceFile("Heavy.cs", source)]));

        Assert.All(graded.Evidence.Behaviours, b => Assert.True(b.Passed, $"{b.Id}: {b.Verdict}"));
        var gap = Assert.Single(graded.Evidence.NotAnalysed);
        Assert.Equal("Heavy.cs", gap.Location?.File);
        Assert.EndsWith(reason, gap.Reason, StringComparison.Ordinal);
        Assert.Contains(graded.Evidence.Flags, f => f == $"not analysed: {gap.Reason}");
        Assert.Contains(graded.Evidence.Facts, f => f is { Id: "counter.guard", Value: "interlocked" or "lock" or "concurrent" });
        Assert.Equal(1.0m, graded.Scorecard.Criteria.Single(c => c.Id == "types").Score);
        Assert.Contains(graded.Scorecard.Criteria.Single(c => c.Id == "types").Evidence, e => e is { Id: Cost, Lost: > 0, Lines.Count: 1 });
    }

    [Fact]
    public async Task A_racy_counter_cannot_be_hidden_in_a_file_that_is_too_heavy_to_be_read()
    {
        var racy = Submissions.Sample("racy-counter");
        var hidden = racy.Select(f => f with { Text = $"{f.Text}\n// {string.Concat(Enumerable.Repeat("a", 25_000))}\n" }).ToList();

        var open = (await shared.ScoreAsync(Submissions.Request(racy))).Overall;
        var heavy = (await shared.ScoreAsync(Submissions.Request(hidden))).Overall;

        Assert.True(heavy < open, $"{heavy} for the hidden one, {open} for the one that can be read.");
    }

    [Fact]
    public async Task What_takes_analyzers_too_long_is_given_up_and_tested_all_the_same()
    {
        // Thousands of questions in one method, each of which has to look at all of the method. So many that it compiles in a
        // fraction of the time it may take, and would be analysed for a multiple of it, on a slow machine as on a fast one.
        var many = $"internal static class Many\n{{\n    public static long Sum(string line)\n    {{\n        long sum = 0;\n{Lines(2_000, i => $"        string[] v{i} = line.Split(','); sum += int.Parse(v{i}[0]); try {{ sum++; }} catch (Exception) {{ }}")}        return sum;\n    }}\n}}\n";

        var graded = await shared.GradeAsync(Submissions.Request([.. Submissions.Sample("exemplary"), new SourceFile("Many.cs", many)]));

        Assert.True(graded.Evidence.Compile.Succeeded, string.Join(" ", graded.Evidence.Compile.Diagnostics.Select(d => d.Message)));
        Assert.All(graded.Evidence.Behaviours, b => Assert.True(b.Passed, $"{b.Id}: {b.Verdict}"));
        Assert.Contains("processor time", Assert.Single(graded.Evidence.NotAnalysed).Reason, StringComparison.Ordinal);
        await AssertTheNextOneIsGradedInFullAsync();
    }

    // What is known to take a compiler seconds or its stack. Whether each still compiles is not the point; that it ends is.
    public static TheoryData<string, string> Bombs => new()
    {
        { "overloads", Overloads(depth: 8) },
        { "more overloads", Overloads(depth: 10) },
        { "20,000 parentheses", $"class C {{ int M() => {new string('(', 20_000)}1{new string(')', 20_000)}; }}" },
        { "100,000 parentheses", $"class C {{ int M() => {new string('(', 100_000)}1{new string(')', 100_000)}; }}" },
        { "5,000 nested classes", string.Concat(Enumerable.Range(0, 5_000).Select(i => $"class C{i} {{ ")) + new string('}', 5_000) },
        { "5,000 nested generics", $"class C {{ object? M() => default({string.Concat(Enumerable.Repeat("List<", 5_000))}int{new string('>', 5_000)}); }}" },
        { "300 nested interpolations", $"class C {{ string M() => {string.Concat(Enumerable.Repeat("$\"{", 300))}1{string.Concat(Enumerable.Repeat("}\"", 300))}; }}" },
        { "two million elements", $"class C {{ int[] M = [{Lines(2_000_000, _ => "1,")}]; }}" },
        { "20,000 types", Lines(20_000, i => $"class T{i} {{ }}") },
        { "constants that double", $"class C {{ const string A0 = \"aaaaaaaaaa\"; {Lines(30, i => $"const string A{i + 1} = A{i} + A{i};")} }}" },
        { "100,000 errors", $"class C {{ {Lines(100_000, _ => "int =;")} }}" },
        { "100,000 casts", $"class C {{ object M(int i) => {Lines(100_000, _ => "(object)")} i; }}" },
        { "a directive for another project system", "#:package Evil@1.0\n#:property OutputType=Exe\n" },
        { "a script's directives", "#r \"evil.dll\"\n#load \"evil.csx\"\n" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_bomb_beside_good_code_ends_in_time_and_the_next_submission_does_not_notice(string name, string source)
    {
        var graded = await shared.GradeAsync(Submissions.Request([.. Submissions.Sample("exemplary"), new SourceFile("Bomb.cs", source)]));

        Assert.True(graded.Times.HostCpu < Limit, $"{name}: {graded.Times.HostCpu}");
        Assert.InRange(graded.Evidence.Compile.Diagnostics.Count, graded.Evidence.Compile.Succeeded ? 0 : 1, 100);
        Assert.Equal(graded.Evidence.Compile.Succeeded, graded.Evidence.Behaviours.Count > 0);
        Assert.All(graded.Evidence.Behaviours, b => Assert.True(b.Passed, $"{name}: {b.Id}: {b.Verdict}"));
        if (graded.Evidence.NotAnalysed.Count == 0) Assert.NotEmpty(graded.Evidence.Facts);
        await AssertTheNextOneIsGradedInFullAsync();
    }

    private static string Lines(int count, Func<int, string> line) =>
        Enumerable.Range(0, count).Aggregate(new StringBuilder(), (text, i) => text.Append(line(i)).Append('\n')).ToString();

    private static string Overloads(int depth) => $$"""
        class C
        {
            static void M(Action<int> f) {} static void M(Action<long> f) {} static void M(Action<string> f) {} static void M(Action<object> f) {}
            void Run() { {{Enumerable.Range(0, depth).Aggregate(";", (inner, i) => $"M(a{i} => {{ {inner} }});")}} }
        }
        """;

    private async Task AssertTheNextOneIsGradedInFullAsync() =>
        Assert.InRange((await shared.ScoreAsync(Submissions.Request(Submissions.Sample("exemplary")))).Overall, 9.5m, 10.0m);
}
