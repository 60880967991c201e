using GradeBench.Core.Intake;
using GradeBench.Web.Reviewer.Code;

namespace GradeBench.Web.Tests.Reviewer;

public sealed class StarterDiffTests
{
    [Fact]
    public void Lines_that_came_and_lines_that_went_are_told_by_number()
    {
        var diff = StarterDiff.Of("class A\n{\n    // to do\n}\n", "class A\r\n{\r\n    int count;\r\n    int total;\r\n}\r\n")!;

        Assert.Equal([3, 4], diff.Added.Order());
        Assert.Equal(["    // to do"], Assert.Single(diff.Removed).Value);
        Assert.Equal(3, diff.Removed.Keys.Single());
    }

    [Fact]
    public void What_went_from_the_end_stands_behind_the_last_line()
    {
        var diff = StarterDiff.Of("a\nb\nc", "a")!;

        Assert.Equal(["b", "c"], diff.Removed[2]);
    }

    [Fact]
    public void A_file_too_long_to_compare_is_not_compared() =>
        Assert.Null(StarterDiff.Of("a", string.Concat(Enumerable.Repeat("a\n", StarterDiff.MaxLines + 1))));

    [Fact]
    public void A_file_is_compared_with_the_one_of_its_path_or_else_the_only_one_of_its_name()
    {
        SourceFile[] starter = [new("src/Solution.cs", "", ""), new("tests/Check.cs", "", ""), new("contract/Check.cs", "", "")];

        Assert.Equal("src/Solution.cs", StarterDiff.Origin("Solution.cs", starter)?.Path);
        Assert.Equal("tests/Check.cs", StarterDiff.Origin("tests/Check.cs", starter)?.Path);
        Assert.Null(StarterDiff.Origin("Check.cs", starter));
        Assert.Null(StarterDiff.Origin("Other.cs", starter));
    }
}
