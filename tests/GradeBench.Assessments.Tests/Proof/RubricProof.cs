using System.Globalization;
using GradeBench.Rubrics;

namespace GradeBench.Assessments.Tests;

/// <summary>Whether a pack, its rubric and its statement speak of the same things.</summary>
public abstract class RubricProof<TPack>
    where TPack : IProvenPack
{
    private static readonly string FileName = $"rubrics/{TPack.Proof.Pack.Id}.yaml";
    private static readonly string Yaml = File.ReadAllText(Repository.Path("rubrics", $"{TPack.Proof.Pack.Id}.yaml"));

    [Fact]
    public void Every_behaviour_the_rubric_names_is_tested()
    {
        var vocabulary = new RubricVocabulary(Behaviours: [.. TPack.Proof.Pack.Behaviours.Select(behaviour => behaviour.Id)]);

        var loading = RubricLoader.Load(Yaml, FileName, vocabulary);

        Assert.IsType<RubricLoading.Loaded>(loading);
    }

    [Fact]
    public void Every_behaviour_that_is_tested_counts_in_exactly_one_criterion()
    {
        var patterns = Rubric().Criteria
            .SelectMany(criterion => criterion.Evidence.OfType<EvidenceSource.Behaviours>())
            .SelectMany(source => source.Patterns)
            .ToList();

        Assert.All(TPack.Proof.Pack.Behaviours, behaviour => Assert.Single(patterns, pattern => Matches(pattern, behaviour.Id) && !IsOverridden(pattern, behaviour.Id)));

        static bool IsOverridden(string pattern, string id) => pattern == id && TPack.CountedTwice.Contains(id);
    }

    [Fact]
    public void The_statement_gives_the_dimensions_and_weights_of_the_rubric()
    {
        var rubric = Rubric();
        var weights = rubric.Criteria.Select(criterion =>
            (rubric.Dimensions.Single(dimension => dimension.Id == criterion.Dimension).Weight * criterion.Weight / 100).ToString("0.##", CultureInfo.InvariantCulture));

        var table = TPack.Proof.Pack.Statement.Split('\n').SkipWhile(line => !line.StartsWith("| Dimension", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|'))
            .ToList();

        Assert.Equal(weights, table.Select(cells => cells[^2].Trim()));
        Assert.Equal(rubric.Dimensions.Select(dimension => $"**{dimension.Title}**"), table.Select(cells => cells[1].Trim()).Where(name => name.Length > 0));
    }

    private static Rubric Rubric() => RubricLoader.Load(Yaml, FileName).OrThrow();

    private static bool Matches(string pattern, string id) =>
        pattern == id || (pattern.EndsWith('*') && id.StartsWith(pattern[..^1], StringComparison.Ordinal));
}
