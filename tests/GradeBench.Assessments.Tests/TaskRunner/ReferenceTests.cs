namespace GradeBench.Assessments.Tests;

public sealed class ReferenceTests(TaskRunnerGrader grader)
{
    [Fact]
    public async Task The_reference_passes_every_behaviour_and_scores_ten()
    {
        var graded = await grader.GradeAsync(TaskRunnerSubmissions.Reference);

        Assert.Empty(graded.Evidence.Behaviours.Where(behaviour => !behaviour.Passed).Select(behaviour => $"{behaviour.Id}: {behaviour.Detail}"));
        Assert.Equal(TaskRunnerSubmissions.Pack.Behaviours.Count, graded.Evidence.Behaviours.Count);
        Assert.All(graded.Scorecard.Dimensions, dimension => Assert.Equal((dimension.Id, 10m), (dimension.Id, dimension.Score)));
    }

    [Fact]
    public async Task The_reference_passes_in_any_order_and_with_any_input()
    {
        var gradings = await Task.WhenAll(
            Enumerable.Range(1, 12).Select(seed => grader.GradeAsync(TaskRunnerSubmissions.Reference, (ulong)seed * 7919)));

        Assert.All(gradings, graded => Assert.Empty(
            graded.Evidence.Behaviours.Where(behaviour => !behaviour.Passed).Select(behaviour => $"{behaviour.Id}: {behaviour.Detail}")));
    }

    [Fact]
    public async Task The_untouched_starter_scores_two_at_most()
    {
        var graded = await grader.GradeAsync(TaskRunnerSubmissions.Starter());

        Assert.True(graded.Evidence.Compile.Succeeded);
        Assert.DoesNotContain(graded.Evidence.Behaviours, behaviour => behaviour.Passed);
        Assert.InRange(graded.Scorecard.Overall, 1, 2);
    }
}
