using System.Globalization;
using GradeBench.Rubrics;

namespace GradeBench.Assessments.Tests;

public sealed class TaskRunnerRubricTests
{
    private static readonly AssessmentPack Pack = TaskRunnerSubmissions.Pack;
    private static readonly string Yaml = File.ReadAllText(Repository.Path("rubrics", "task-runner.yaml"));

    [Fact]
    public void Every_behaviour_the_rubric_names_is_tested()
    {
        var vocabulary = new RubricVocabulary(Behaviours: [.. Pack.Behaviours.Select(behaviour => behaviour.Id)]);

        var loading = RubricLoader.Load(Yaml, "rubrics/task-runner.yaml", vocabulary);

        Assert.IsType<RubricLoading.Loaded>(loading);
    }

    [Fact]
    public void Every_behaviour_that_is_tested_counts_in_exactly_one_criterion()
    {
        var patterns = Rubric().Criteria
            .SelectMany(criterion => criterion.Evidence.OfType<EvidenceSource.Behaviours>())
            .SelectMany(source => source.Patterns)
            .ToList();

        Assert.All(Pack.Behaviours, behaviour => Assert.Single(patterns, pattern => Matches(pattern, behaviour.Id) && !IsOverridden(pattern, behaviour.Id)));

        // outcomes.error tells two things: what an outcome says, and whether a failure is kept. It counts in both.
        bool IsOverridden(string pattern, string id) => id == "outcomes.error" && pattern == id;
    }

    [Fact]
    public void The_statement_gives_the_weights_of_the_rubric()
    {
        var rubric = Rubric();
        var expected = rubric.Criteria.Select(criterion =>
            (rubric.Dimensions.Single(dimension => dimension.Id == criterion.Dimension).Weight * criterion.Weight / 100).ToString("0.##", CultureInfo.InvariantCulture));

        var table = Pack.Statement.Split('\n').SkipWhile(line => !line.StartsWith("| Dimension", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|')[^2].Trim());

        Assert.Equal(expected, table);
    }

    private static Rubric Rubric() => RubricLoader.Load(Yaml, "rubrics/task-runner.yaml").OrThrow();

    private static bool Matches(string pattern, string id) =>
        pattern == id || (pattern.EndsWith('*') && id.StartsWith(pattern[..^1], StringComparison.Ordinal));
}
