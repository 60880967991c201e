namespace GradeBench.Rubrics.Tests;

public sealed class RubricDiffTests
{
    [Fact]
    public void What_only_looks_different_is_no_change()
    {
        var rewritten = "# a comment\n" + RubricText.Valid.Replace("{ id: language, title: Language, weight: 60 }", "{ weight: 60.0, title: \"Language\", id: language }", StringComparison.Ordinal);

        Assert.Empty(Changes(rewritten));
    }

    [Theory]
    [InlineData("title: Counter", "title: Counting", RubricChangeKind.Title, "criterion counter", "Counter", "Counting", false)]
    [InlineData("anchor: Counts are exact.", "anchor: Counts are exact always.", RubricChangeKind.Level, "criterion counter, level 10", "Counts are exact.", "Counts are exact always.", false)]
    [InlineData("[order.*, basics.zero]", "[order.*]", RubricChangeKind.Binding, "criterion results", "behaviours order.*, basics.zero", "behaviours order.*", true)]
    [InlineData("passedAtMost: 0", "passedAtMost: 1", RubricChangeKind.Gate, "gate nothing-works", "at most 2 in language, concurrency when at most 0 of * passed", "at most 2 in language, concurrency when at most 1 of * passed", true)]
    public void A_change_is_told_in_the_words_of_rubrics(
        string before, string after, RubricChangeKind kind, string subject, string was, string isNow, bool movesScores)
    {
        var change = Assert.Single(Changes(RubricText.Valid.Replace(before, after, StringComparison.Ordinal)), c => c.Kind == kind);

        Assert.Equal(new RubricChange(kind, subject, was, isNow), change);
        Assert.Equal(movesScores, change.MovesScores);
    }

    [Fact]
    public void How_sources_become_one_score_is_a_change_of_its_own()
    {
        var counter = RubricText.Rubric.Criteria[1];
        var changed = RubricText.Rubric with { Criteria = [RubricText.Rubric.Criteria[0], counter with { Combine = Combination.Average }, RubricText.Rubric.Criteria[2]] };

        Assert.Contains(
            new RubricChange(RubricChangeKind.Combination, "criterion counter", "the lowest source decides", "average of the sources"),
            RubricDiff.Between(RubricText.Rubric, changed));
    }

    [Fact]
    public void Weights_that_move_from_one_criterion_to_another_are_two_changes()
    {
        var changed = RubricText.Valid.Replace("weight: 70", "weight: 50", StringComparison.Ordinal).Replace("weight: 30", "weight: 50", StringComparison.Ordinal);

        Assert.Equal(
            [new(RubricChangeKind.Weight, "criterion counter", "70 %", "50 %"), new(RubricChangeKind.Weight, "criterion hygiene", "30 %", "50 %")],
            Changes(changed));
    }

    [Fact]
    public void A_criterion_that_gets_another_id_is_removed_and_added()
    {
        var changes = Changes(RubricText.Valid.Replace("- id: hygiene", "- id: tidiness", StringComparison.Ordinal));

        Assert.Equal([(RubricChangeKind.Removed, "criterion hygiene"), (RubricChangeKind.Added, "criterion tidiness")], changes.Select(c => (c.Kind, c.Subject)));
    }

    private static IReadOnlyList<RubricChange> Changes(string yaml) =>
        RubricDiff.Between(RubricText.Rubric, RubricLoader.Load(yaml, "changed.yaml", new RubricVocabulary(RubricText.Behaviours)).OrThrow());
}
