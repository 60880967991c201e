namespace GradeBench.Rubrics.Tests;

public sealed class RepositoryRubricTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "rubrics"), "*.yaml").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_rubric_in_the_repository_loads_and_is_named_for_its_assessment(string file)
    {
        var rubric = RubricLoader.Load(Repository.Read("rubrics", file), $"rubrics/{file}").OrThrow();

        Assert.Equal(Path.GetFileNameWithoutExtension(file), rubric.Assessment);
    }
}
