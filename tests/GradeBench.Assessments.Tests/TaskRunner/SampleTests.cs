using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GradeBench.Grading;
using GradeBench.Rubrics;

namespace GradeBench.Assessments.Tests;

/// <summary>
/// Each sample gives its complete expected scorecard. Run with GRADEBENCH_UPDATE_GOLDEN=1 to accept what is there now, and
/// read the difference before committing it.
/// </summary>
public sealed class SampleTests(SampleTests.Gradings gradings) : IClassFixture<SampleTests.Gradings>
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. TaskRunnerSubmissions.Samples];

    [Theory, MemberData(nameof(Names))]
    public async Task A_sample_gives_its_expected_scorecard(string name)
    {
        var file = TaskRunnerSubmissions.ExpectedScorecard(name);

        var scorecard = Golden((await gradings.Of(name)).Scorecard);

        if (Environment.GetEnvironmentVariable("GRADEBENCH_UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(file, scorecard, TestContext.Current.CancellationToken);
        Assert.Equal(File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "", scorecard, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task The_exemplary_sample_scores_nine_and_a_half_or_more() =>
        Assert.InRange((await gradings.Of("exemplary")).Scorecard.Overall, 9.5m, 10m);

    [Fact]
    public async Task The_racy_sample_loses_concurrency_points_and_is_told_the_field_and_the_line()
    {
        var graded = await gradings.Of("racy-counter");

        var totals = graded.Scorecard.Criteria.Single(criterion => criterion.Id == "totals");
        var finding = Assert.Single(totals.Evidence, evidence => evidence.Text.Contains("_succeeded", StringComparison.Ordinal) && evidence.Kind == EvidenceKind.Finding);
        Assert.NotEmpty(finding.Lines);
        Assert.True(totals.Score <= 3);
        Assert.True(graded.Scorecard.Dimensions.Single(dimension => dimension.Id == "concurrency").Score < 8);
    }

    [Fact]
    public async Task The_sample_that_does_not_compile_scores_one_throughout()
    {
        var scorecard = (await gradings.Of("does-not-compile")).Scorecard;

        Assert.All(scorecard.Dimensions, dimension => Assert.Equal(1m, dimension.Score));
        Assert.Equal(1m, scorecard.Overall);
    }

    [Fact]
    public async Task Samples_are_graded_alike_whatever_the_seed()
    {
        var again = await Task.WhenAll(new[] { "racy-counter", "solid", "untyped" }.Select(async name => (Name: name, Graded: await gradings.AgainAsync(name))));

        foreach (var (name, graded) in again)
        {
            var first = await gradings.Of(name);
            var changed = graded.Evidence.Behaviours.Where(b => first.Evidence.Behaviours.Single(f => f.Id == b.Id) is var f && f.Verdict != b.Verdict)
                .Select(b => $"{name}, {b.Id}: now {b.Verdict} ({b.Detail}), at first {first.Evidence.Behaviours.Single(f => f.Id == b.Id).Detail}");

            Assert.Empty(changed);
            Assert.Equal(Golden(first.Scorecard), Golden(graded.Scorecard));
        }
    }

    /// <summary>
    /// The scorecard as people read it in a review. Versions of pack and rubric text are left out: they change with every
    /// edit, even one that changes no score.
    /// </summary>
    private static string Golden(Scorecard scorecard)
    {
        var stored = StoredForm.Write(scorecard with { PackVersion = "*", Rubric = scorecard.Rubric with { ContentHash = "*" } });

        return JsonNode.Parse(stored)!.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>All samples are graded side by side while the tests wait for theirs.</summary>
    public sealed class Gradings(TaskRunnerGrader grader)
    {
        private readonly Dictionary<string, Task<GradingResult.Graded>> _running =
            TaskRunnerSubmissions.Samples.ToDictionary(sample => sample, sample => grader.GradeAsync(TaskRunnerSubmissions.Sample(sample)));

        internal Task<GradingResult.Graded> Of(string sample) => _running[sample];

        internal Task<GradingResult.Graded> AgainAsync(string sample) => grader.GradeAsync(TaskRunnerSubmissions.Sample(sample), seed: 4711);
    }
}
