namespace GradeBench.Cli.Tests;

public sealed class ScorecardReportTests
{
    [Fact]
    public void A_graded_submission_reads_as_it_always_has() =>
        Golden.Check("racy.txt", StoredResult.Show(StoredResult.Racy()));

    [Fact]
    public void A_submission_that_does_not_compile_shows_the_compilers_words() =>
        Golden.Check("not-compiling.txt", StoredResult.Show(StoredResult.NotCompiling()));

    [Fact]
    public void No_line_is_longer_than_80_columns() =>
        Assert.All(StoredResult.Show(StoredResult.Racy()).Split('\n'), line => Assert.True(line.Length <= 80, line));

    [Fact]
    public void No_line_ends_with_a_space() =>
        Assert.All(StoredResult.Show(StoredResult.Racy()).Split('\n'), line => Assert.Equal(line.TrimEnd(), line));

    [Fact]
    public void A_hostile_file_name_or_message_cannot_reach_the_terminal()
    {
        var report = StoredResult.Show(StoredResult.Racy("a\u001b]52;c;x\u0007\u202e.cs", "clears \u001b[2J the \u009b screen [red]x[/]"));

        Assert.DoesNotContain(report, character => character is '\u001b' or '\u0007' or '\u202e' or '\u009b');
        Assert.Contains("a\\u001B]52;c;x\\u0007\\u202E.cs:7", report, StringComparison.Ordinal);
        Assert.Contains("[red]x[/]", report, StringComparison.Ordinal);
    }
}
