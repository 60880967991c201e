using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace GradeBench.Cli.Tests;

/// <summary>The program from the outside: what scripts rely on.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gb-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_version_is_one_line()
    {
        var ending = await GradebenchProgram.RunAsync(["--version"]);

        Assert.Equal(0, ending.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", ending.Output);
    }

    [Theory]
    [InlineData("grade")]
    [InlineData("grade", ".", "--nonsense")]
    [InlineData("grade", ".", "--assessment", "no-such-task")]
    [InlineData("up", "--port", "70000")]
    [InlineData("pack")]
    [InlineData("pack", "verify", "no-such-task")]
    [InlineData("pack", "verify", "--repetitions", "0")]
    [InlineData("nonsense")]
    public async Task A_wrong_command_line_exits_with_2_and_says_so(params string[] arguments)
    {
        var ending = await GradebenchProgram.RunAsync(arguments);

        Assert.Equal(2, ending.ExitCode);
        Assert.NotEmpty(ending.Errors);
    }

    [Fact]
    public async Task A_path_that_is_not_there_exits_with_2_and_names_it()
    {
        var ending = await GradebenchProgram.RunAsync(["grade", "/no/such/place"]);

        Assert.Equal(2, ending.ExitCode);
        Assert.Contains("/no/such/place", ending.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_submission_exits_with_1_and_its_name_cannot_reach_the_terminal()
    {
        var ending = await GradebenchProgram.RunAsync(["grade", ZipWith("a\u001b]0;owned\u0007.cs")]);

        Assert.Equal(1, ending.ExitCode);
        Assert.DoesNotContain('\u001b', ending.Output + ending.Errors);
        Assert.Contains("U+001B", ending.Errors, StringComparison.Ordinal);
        Assert.Empty(ending.Output);
    }

    [Fact]
    public async Task A_refusal_is_JSON_too_when_asked_for()
    {
        var ending = await GradebenchProgram.RunAsync(["grade", ZipWith("../evil.cs"), "--json"]);

        Assert.Equal(1, ending.ExitCode);
        using var json = JsonDocument.Parse(ending.Output);
        Assert.Equal("traversal", json.RootElement.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Where_nothing_can_be_sandboxed_it_exits_with_3_and_says_what_to_do()
    {
        var ending = await GradebenchProgram.RunAsync(["grade", Sample("exemplary")], ("GRADEBENCH_HOSTS", _folder));

        Assert.Equal(3, ending.ExitCode);
        Assert.Contains("nothing was run", ending.Errors, StringComparison.Ordinal);
        Assert.Contains("Build the solution", ending.Errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Empty(ending.Output);
    }

    [Fact]
    public async Task The_exemplary_sample_exits_with_0_and_scores_at_least_9_5()
    {
        var ending = await GradebenchProgram.RunAsync(["grade", Sample("exemplary"), "--json"]);

        Assert.True(ending.ExitCode == 0, ending.Errors + ending.Output);
        Assert.InRange(Overall(ending.Output), 9.5m, 10m);
    }

    [Fact]
    public async Task The_racy_sample_names_the_field_and_its_line()
    {
        var ending = await GradebenchProgram.RunAsync(["grade", Sample("racy-counter")]);

        Assert.True(ending.ExitCode == 0, ending.Errors + ending.Output);
        Assert.Matches(@"\w+\.cs:\d+ GB\d+", ending.Output);
    }

    [Fact]
    public async Task A_sample_that_does_not_compile_exits_with_1_and_quotes_the_compiler()
    {
        var ending = await GradebenchProgram.RunAsync(["grade", Sample("does-not-compile")]);

        Assert.True(ending.ExitCode == 1, ending.Errors + ending.Output);
        Assert.Matches(@"\.cs:\d+ CS\d{4}", ending.Output);
    }

    private static string Sample(string name) => Repository.Path("sample-submissions", "task-runner", "csharp", name, "code");

    private static decimal Overall(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("scorecard").GetProperty("overall").GetDecimal();
    }

    private string ZipWith(string name)
    {
        var path = Path.Combine(_folder, "work.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create, Encoding.UTF8);
        using var entry = zip.CreateEntry(name).Open();
        entry.Write("class C;"u8);
        return path;
    }
}
