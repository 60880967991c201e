using GradeBench.Protocol;
using GradeBench.Rubrics;

namespace GradeBench.Grading.Tests;

/// <summary>Whatever a submission does is its own grade, and the next one does not notice.</summary>
public sealed class HostileSubmissionTests(SharedGrader shared)
{
    [Theory]
    [InlineData("Environment.Exit(0); return [];", BehaviourVerdict.Died)]
    [InlineData("static int Deeper(int n) => Deeper(n + 1) + 1; _ = Deeper(0); return [];", BehaviourVerdict.Died)]
    public async Task A_submission_that_ends_its_process_fails_what_it_ended_in_and_nothing_passes(string body, BehaviourVerdict verdict)
    {
        var graded = await shared.GradeAsync(Submissions.Request(Submissions.Running(body)));

        Assert.Contains(verdict, graded.Evidence.Behaviours.Select(b => b.Verdict));
        Assert.InRange(graded.Scorecard.Overall, 1.0m, 4.0m);
        await AssertTheNextOneIsGradedInFullAsync();
    }

    [Fact]
    public async Task A_submission_that_exits_while_it_is_loaded_passes_nothing()
    {
        var graded = await shared.GradeAsync(Submissions.Request(Submissions.Running(
            "return [];", "[System.Runtime.CompilerServices.ModuleInitializer] internal static void Leave() => Environment.Exit(0);")));

        Assert.All(graded.Evidence.Behaviours, b => Assert.Equal(BehaviourVerdict.Died, b.Verdict));
        Assert.InRange(graded.Scorecard.Overall, 1.0m, 2.0m);
        await AssertTheNextOneIsGradedInFullAsync();
    }

    [Fact]
    public async Task A_submission_that_floods_its_console_is_cut_off_and_the_judge_keeps_little_of_it()
    {
        var before = Environment.WorkingSet;

        var graded = await shared.GradeAsync(Submissions.Request(Submissions.Running(
            "var line = new string('x', 65536); while (true) Console.WriteLine(line);")));

        Assert.Contains(BehaviourVerdict.OutputLimit, graded.Evidence.Behaviours.Select(b => b.Verdict));
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 100L << 20);
        await AssertTheNextOneIsGradedInFullAsync();
    }

    [Fact]
    public async Task A_submission_that_eats_memory_fails_and_the_machine_does_not()
    {
        var graded = await shared.GradeAsync(Submissions.Request(Submissions.Running(
            "var all = new List<byte[]>(); while (true) { var piece = new byte[1 << 20]; Array.Fill(piece, (byte)1); all.Add(piece); }")));

        Assert.InRange(graded.Scorecard.Overall, 1.0m, 4.0m);
        await AssertTheNextOneIsGradedInFullAsync();
    }

    // 123 bytes that bind for longer than anyone waits, and nesting that overflows the compiler's stack.
    public static TheoryData<string, string> CompileBombs => new()
    {
        { "nested interpolation", $"class C {{ string M() => {string.Concat(Enumerable.Repeat("$\"{", 22))}1{string.Concat(Enumerable.Repeat("}\"", 22))}; }}" },
        { "nested parentheses", $"class C {{ int M() => {new string('(', 20_000)}1{new string(')', 20_000)}; }}" },
        { "nested generics", $"class C {{ object M() => new {string.Concat(Enumerable.Repeat("System.Collections.Generic.List<", 5_000))}int{new string('>', 5_000)}(); }}" },
        { "overloads", """
            using System;
            class C
            {
                static void M(Action<int> f) {} static void M(Action<long> f) {} static void M(Action<string> f) {} static void M(Action<object> f) {}
                void Run() { M(a => M(b => M(c => M(d => M(e => M(f => M(g => M(h => M(i => M(j => { _ = a + b + c + d + e + f + g + h + i + j; })))))))))); }
            }
            """ },
    };

    [Theory]
    [MemberData(nameof(CompileBombs))]
    public async Task A_compile_bomb_does_not_compile_and_says_so(string name, string source)
    {
        var graded = await shared.GradeAsync(Submissions.Request([new SourceFile("Bomb.cs", source)]));

        Assert.False(graded.Evidence.Compile.Succeeded, name);
        Assert.NotEmpty(graded.Evidence.Compile.Diagnostics);
        Assert.Equal(1.0m, graded.Scorecard.Overall);
        await AssertTheNextOneIsGradedInFullAsync();
    }

    [Fact]
    public async Task What_a_submission_writes_can_be_stored_whatever_it_is()
    {
        var graded = await shared.GradeAsync(Submissions.Request(Submissions.Running("throw new Exception(\"\\0 \\ud800 \" + new string('x', 100_000));")));

        var stored = StoredForm.Write(graded.Evidence);
        Assert.DoesNotContain("\\u0000", stored, StringComparison.Ordinal);
        Assert.All(graded.Evidence.Behaviours, b => Assert.True(b.Detail is null || b.Detail.Length <= 2000));
    }

    private async Task AssertTheNextOneIsGradedInFullAsync() =>
        Assert.InRange((await shared.ScoreAsync(Submissions.Request(Submissions.Sample("exemplary")))).Overall, 9.5m, 10.0m);
}
