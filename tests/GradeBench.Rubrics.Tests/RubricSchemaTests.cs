using System.Text.Json;

namespace GradeBench.Rubrics.Tests;

/// <summary>The schema is what editors complete from; the loader is what decides. They must not drift apart.</summary>
public sealed class RubricSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(Repository.Read("rubrics", "rubric.schema.json")).RootElement;

    // What the loader answers to an unknown key in each place lists every key it knows there.
    [Theory]
    [InlineData("", "assessment: sample")]
    [InlineData("dimension", "{ id: language, title: Language")]
    [InlineData("criterion", "title: Results\n")]
    [InlineData("level", "{ score: 9, anchor: All results come back in order.")]
    [InlineData("threshold", "{ atMost: 0.2, score: 10")]
    [InlineData("countStep", "{ atLeast: 3, score: 2")]
    [InlineData("gate", "title: Does not compile\n")]
    public void The_schema_and_the_loader_know_the_same_keys(string definition, string place)
    {
        var separator = place.StartsWith('{') ? ", zzz: 1" : "\nzzz: 1";
        if (place.EndsWith('\n')) (place, separator) = (place.TrimEnd('\n'), "\n    zzz: 1");
        var text = RubricText.Valid.ReplaceLineEndings("\n").Replace(place, place + separator, StringComparison.Ordinal);

        var rejected = Assert.IsType<RubricLoading.Rejected>(RubricLoader.Load(text, "sample.yaml"));

        var message = Assert.Single(rejected.Problems, p => p.Path.EndsWith("zzz", StringComparison.Ordinal)).Message;
        var known = message[(message.IndexOf("one of ", StringComparison.Ordinal) + 7)..].TrimEnd('.').Split(", ");
        var expected = Keys(definition).Where(key => definition != "threshold" || key != "atLeast");
        Assert.Equal(expected.Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_key_of_the_evidence_and_of_the_conditions_is_one_the_loader_reads()
    {
        string[] source = ["share", "behaviours", "fact", "values", "otherwise", "findings", "deduct", "deductAtMost", "counts", "measure", "thresholds"];
        string[] condition = ["compiles", "behaviours", "passedAtMost", "fact", "is", "findings", "atLeast", "measure", "atMost"];

        Assert.Equal(source, Keys("source"));
        Assert.Equal(condition, Keys("condition"));
    }

    [Fact]
    public void The_schema_names_the_dimensions_there_are()
    {
        var ids = Schema.GetProperty("$defs").GetProperty("dimension").GetProperty("properties").GetProperty("id").GetProperty("enum");

        Assert.Equal(DimensionIds.All, ids.EnumerateArray().Select(e => e.GetString()!));
    }

    private static IEnumerable<string> Keys(string definition) =>
        (definition.Length == 0 ? Schema : Schema.GetProperty("$defs").GetProperty(definition)).GetProperty("properties").EnumerateObject().Select(p => p.Name);
}
