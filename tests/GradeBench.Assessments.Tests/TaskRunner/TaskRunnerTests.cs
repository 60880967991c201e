using GradeBench.Rubrics;

namespace GradeBench.Assessments.Tests;

public sealed class TaskRunnerReferenceTests(PackGrader grader) : ReferenceProof<TaskRunnerProof>(grader);

public sealed class TaskRunnerRubricTests : RubricProof<TaskRunnerProof>;

public sealed class TaskRunnerMutantTests(MutantProof<TaskRunnerProof>.Gradings gradings) : MutantProof<TaskRunnerProof>(gradings);

public sealed class TaskRunnerSampleTests(SampleProof<TaskRunnerProof>.Gradings gradings) : SampleProof<TaskRunnerProof>(gradings)
{
    [Fact]
    public async Task The_racy_sample_loses_concurrency_points_and_is_told_the_field_and_the_line()
    {
        var graded = await GradedAsync("racy-counter");

        var totals = graded.Scorecard.Criteria.Single(criterion => criterion.Id == "totals");
        var finding = Assert.Single(totals.Evidence, evidence => evidence.Text.Contains("_succeeded", StringComparison.Ordinal) && evidence.Kind == EvidenceKind.Finding);
        Assert.NotEmpty(finding.Lines);
        Assert.True(totals.Score <= 3);
        Assert.True(graded.Scorecard.Dimensions.Single(dimension => dimension.Id == "concurrency").Score < 8);
    }
}
