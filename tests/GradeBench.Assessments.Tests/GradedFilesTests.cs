namespace GradeBench.Assessments.Tests;

public sealed class GradedFilesTests
{
    private static readonly GradedFiles Files = new(["ITaskRunner.cs"]);

    [Theory]
    [InlineData("Solution.cs")]
    [InlineData("src/Solution.cs")]
    [InlineData("task-runner/src/deep/Queue.CS")]
    [InlineData("src/Contracts.cs")]
    public void Sources_of_the_candidate_are_graded(string path) => Assert.True(Files.Includes(path));

    [Theory]
    [InlineData("task-runner/contract/WorkItem.cs")]
    [InlineData("task-runner/Tests/Examples.cs")]
    [InlineData("src/obj/Debug/AssemblyInfo.cs")]
    [InlineData("src/bin/Copy.cs")]
    [InlineData("ITaskRunner.cs")]
    [InlineData("src/itaskrunner.cs")]
    [InlineData("src/TaskRunner.csproj")]
    [InlineData("README.md")]
    public void What_comes_with_the_starter_is_not(string path) => Assert.False(Files.Includes(path));
}
