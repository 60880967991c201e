namespace GradeBench.Rubrics.Tests;

public sealed class RubricEditsTests
{
    [Theory]
    [InlineData("task-runner.yaml")]
    [InlineData("csv-pipeline.yaml")]
    public void Every_value_of_a_real_rubric_is_found_where_it_stands(string file)
    {
        var yaml = File.ReadAllText(Path.Combine(Repository.Root, "rubrics", file)).ReplaceLineEndings("\n");
        var rubric = RubricLoader.Load(yaml, file).OrThrow();

        var outline = RubricEdits.Outline(yaml)!;

        Assert.Equal(rubric.Criteria.Select(c => (c.Id, c.Title, c.Levels.Count)), outline.Criteria.Select(c => (c.Id, c.Title!.Value, c.Levels.Count)));
        Assert.All(outline.Fields, field => Assert.Equal(field.Value, yaml[field.From..field.To].Trim('"')));
    }

    [Fact]
    public void A_new_value_takes_the_place_of_the_old_and_nothing_else_moves()
    {
        var edited = RubricEdits.Replace(
            "# kept\n" + RubricText.Valid,
            new Dictionary<string, string> { ["criteria[1].weight"] = "65", ["criteria[2].weight"] = "35", ["criteria[0].levels[0].anchor"] = "Nothing: not [one], \"none\".", ["criteria[9].weight"] = "1" });

        var expected = ("# kept\n" + RubricText.Valid)
            .Replace("weight: 70", "weight: 65", StringComparison.Ordinal)
            .Replace("weight: 30", "weight: 35", StringComparison.Ordinal)
            .Replace("anchor: Nothing comes back.", """anchor: "Nothing: not [one], \"none\"." """.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(expected, edited);
        Assert.Equal("Nothing: not [one], \"none\".", RubricLoader.Load(edited, "edited.yaml").OrThrow().Criteria[0].Levels[0].Anchor);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("- dash")]
    [InlineData("{braces}")]
    [InlineData("a # b")]
    [InlineData("back\\slash")]
    [InlineData("12 monkeys")]
    [InlineData("Ünïcode & more")]
    public void Any_text_reads_back_as_it_was_written(string text)
    {
        var edited = RubricEdits.Replace(RubricText.Valid, new Dictionary<string, string> { ["criteria[0].title"] = text, ["criteria[0].levels[1].anchor"] = text });

        var criterion = RubricLoader.Load(edited, "edited.yaml").OrThrow().Criteria[0];
        Assert.Equal((text, text), (criterion.Title, criterion.Levels[1].Anchor));
    }

    [Fact]
    public void A_criterion_and_a_level_are_added_and_removed_again_without_a_trace()
    {
        var more = RubricEdits.AddCriterion(RubricText.Valid)!;
        var higher = RubricEdits.AddLevel(more, 3)!;

        Assert.Equal(["results", "counter", "hygiene", "criterion-1"], RubricEdits.Outline(more)!.Criteria.Select(c => c.Id));
        Assert.Equal(["1", "5", "9", "10"], RubricEdits.Outline(higher)!.Criteria[3].Levels.Select(l => l.Score!.Value));
        Assert.Equal(more, RubricEdits.RemoveLevel(higher, 3, 3));
        Assert.Equal(RubricText.Valid, RubricEdits.RemoveCriterion(more, 3)!.Replace("\n\ngates", "\ngates", StringComparison.Ordinal));
        Assert.IsType<RubricLoading.Loaded>(RubricLoader.Load(more, "more.yaml"));
    }

    [Fact]
    public void There_is_no_form_for_what_is_not_yaml() => Assert.Null(RubricEdits.Outline("criteria: [unclosed"));
}
