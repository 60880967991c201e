namespace GradeBench.Rubrics.Tests;

public sealed class RubricLoaderTests
{
    private static readonly RubricVocabulary Vocabulary = new(
        RubricText.Behaviours, Facts: ["counter.safety"], Findings: ["GB0301", "async", "types"], Measures: ["idle-cpu"]);

    [Fact]
    public void A_right_rubric_loads_with_everything_it_says()
    {
        var rubric = RubricLoader.Load(RubricText.Valid, "sample.yaml", Vocabulary).OrThrow();

        Assert.Equal(("sample", "1.0.0"), (rubric.Assessment, rubric.Version));
        Assert.Equal([new RubricDimension("language", "Language", 60), new RubricDimension("concurrency", "Concurrency", 40)], rubric.Dimensions);
        Assert.Equal(["results", "counter", "hygiene"], rubric.Criteria.Select(c => c.Id));
        Assert.Equal([Combination.Average, Combination.Lowest, Combination.Average], rubric.Criteria.Select(c => c.Combine));
        Assert.Equal([40m, 30m, 30m], rubric.Criteria[2].Evidence.Select(e => e.Share));
        Assert.Equal(new Level(9, "All results come back in order."), rubric.Criteria[0].Levels[2]);
        Assert.Equal(["language", "concurrency"], rubric.Gates[0].Dimensions);
        Assert.Equal(["concurrency"], rubric.Gates[2].Dimensions);
    }

    [Fact]
    public void Levels_may_be_listed_from_high_to_low()
    {
        var text = RubricText.Valid.Replace("{ score: 2, anchor: Counts are lost. }", "{ score: 8, anchor: Counts are nearly exact. }", StringComparison.Ordinal)
            .Replace("{ score: 5, anchor: Counts are right when runs do not overlap. }", "{ score: 5, anchor: Right alone. }\n      - { score: 2, anchor: Counts are lost. }", StringComparison.Ordinal);

        Assert.Equal([2, 5, 8, 10], RubricLoader.Load(text, "sample.yaml").OrThrow().Criteria[1].Levels.Select(l => l.Score));
    }

    [Fact]
    public void The_hash_depends_on_the_text_but_not_on_its_line_ends()
    {
        var windows = RubricLoader.Load(RubricText.Valid.ReplaceLineEndings("\r\n"), "sample.yaml").OrThrow();
        var changed = RubricLoader.Load(RubricText.Valid + "\n# A remark.\n", "sample.yaml").OrThrow();

        Assert.Equal(RubricText.Rubric.ContentHash, windows.ContentHash);
        Assert.NotEqual(RubricText.Rubric.ContentHash, changed.ContentHash);
        Assert.Matches("^[0-9a-f]{64}$", windows.ContentHash);
    }

    [Theory]
    [InlineData("version: 1.0.0\n", "", "sample.yaml:1: version: is missing: add `version` with a text.")]
    [InlineData("version: 1.0.0", "version: ''", "sample.yaml:2: version: has to be a text that is not empty.")]
    [InlineData("version: 1.0.0", "version: [1]", "sample.yaml:2: version: has to be a text that is not empty.")]
    [InlineData("assessment: sample", "assessment: Sample One", "sample.yaml:1: assessment: `Sample One` is not an id: use lower-case letters, digits, and dots or dashes between them.")]
    [InlineData("version: 1.0.0", "version: 1.0.0\nauthor: Me", "sample.yaml:3: author: is not a key that is known here: remove it, or use one of assessment, criteria, dimensions, gates, version.")]
    [InlineData("id: language, title: Language, weight: 60", "id: elegance, title: Language, weight: 60", "sample.yaml:4: dimensions[0].id: `elegance` is not a dimension: use one of language, concurrency, typing, resilience.")]
    [InlineData("weight: 60", "weight: 50", "sample.yaml:4: dimensions: the weights sum to 90: change them so that they sum to 100.")]
    [InlineData("weight: 60", "weight: 160", "sample.yaml:4: dimensions[0].weight: `160` has to be a number from 0 to 100.")]
    [InlineData("weight: 60", "weight: much", "sample.yaml:4: dimensions[0].weight: `much` has to be a number from 0 to 100.")]
    [InlineData("title: Language, weight: 60", "title: Language", "sample.yaml:4: dimensions[0].weight: is missing: add `weight` with a number from 0 to 100.")]
    [InlineData("weight: 70", "weight: 60.5", "sample.yaml:5: dimensions[1]: the weights of the criteria of `concurrency` sum to 90.5: change them so that they sum to 100.")]
    [InlineData("dimension: language", "dimension: concurrency", "sample.yaml:4: dimensions[0]: no criterion counts toward `language`: add one, or remove the dimension.")]
    [InlineData("dimension: language", "dimension: typing", "sample.yaml:9: criteria[0].dimension: `typing` is not a dimension of this rubric: use one of language, concurrency, or add it to `dimensions`.")]
    [InlineData("id: counter\n", "id: results\n", "sample.yaml:17: criteria[1].id: `results` is already used in line 7: give this one another id.")]
    [InlineData("id: concurrency,", "id: language,", "sample.yaml:5: dimensions[1].id: `language` is already used in line 4: give this one another id.")]
    [InlineData("id: racy", "id: nothing-works", "sample.yaml:64: gates[2].id: `nothing-works` is already used in line 60: give this one another id.")]
    [InlineData("combine: lowest", "combine: best", "sample.yaml:21: criteria[1].combine: `best` has to be `average` or `lowest`.")]
    [InlineData("[order.*, basics.zero]", "[order.*, basics.none]", "sample.yaml:12: criteria[0].evidence[0].behaviours: `basics.none` matches no behaviour of the assessment: use one of basics.zero, order.many, order.simple, order.slow-first, total.exact.")]
    [InlineData("[order.*, basics.zero]", "[cancel.*, basics.zero]", "sample.yaml:12: criteria[0].evidence[0].behaviours: `cancel.*` matches no behaviour of the assessment: use one of basics.zero, order.many, order.simple, order.slow-first, total.exact.")]
    [InlineData("[order.*, basics.zero]", "[ord*]", "sample.yaml:12: criteria[0].evidence[0].behaviours: `ord*` is neither an id nor a group: write a group as `group.*`.")]
    [InlineData("[order.*, basics.zero]", "[basics.zero, basics.zero]", "sample.yaml:12: criteria[0].evidence[0].behaviours: names `basics.zero` 2 times: name it once.")]
    [InlineData("[order.*, basics.zero]", "[]", "sample.yaml:12: criteria[0].evidence[0].behaviours: has to be a list of texts that is not empty.")]
    [InlineData("[order.*, basics.zero]", "[{ a: b }]", "sample.yaml:12: criteria[0].evidence[0].behaviours: `a mapping` has to be a text.")]
    [InlineData("fact: counter.safety\n        values", "fact: counter.style\n        values", "sample.yaml:24: criteria[1].evidence[1].fact: `counter.style` is no fact that is reported: use one of counter.safety.")]
    [InlineData("values: { atomic: 10, locked: 9, racy: 1 }", "values: { atomic: 11 }", "sample.yaml:25: criteria[1].evidence[1].values.atomic: `11` has to be a number from 1 to 10.")]
    [InlineData("values: { atomic: 10, locked: 9, racy: 1 }", "values: {}", "sample.yaml:25: criteria[1].evidence[1].values: has to give at least one value of the fact a score.")]
    [InlineData("values: { atomic: 10, locked: 9, racy: 1 }", "values: atomic", "sample.yaml:25: criteria[1].evidence[1].values: has to be a mapping of keys to values.")]
    [InlineData("otherwise: 4", "", "sample.yaml:24: criteria[1].evidence[1].otherwise: is missing: add `otherwise` with a number from 1 to 10.")]
    [InlineData("fact: counter.safety\n        values", "fact: counter.safety\n        share: 50\n        values", "sample.yaml:25: criteria[1].evidence[1].share: has no meaning when the lowest source decides: remove it.")]
    [InlineData("share: 40", "share: 45", "sample.yaml:36: criteria[2].evidence: the shares sum to 105: change them so that they sum to 100.")]
    [InlineData("deductAtMost: 5\n        share: 40", "deductAtMost: 5", "sample.yaml:36: criteria[2].evidence[0].share: is missing: add `share` with a number from 0 to 100.")]
    [InlineData("behaviours: [order.*, basics.zero]", "behaviours: [order.*, basics.zero]\n        share: 50", "sample.yaml:13: criteria[0].evidence[0].share: is the only source of its criterion: remove the share.")]
    [InlineData("[GB0301, async]", "[GB9999, async]", "sample.yaml:36: criteria[2].evidence[0].findings: `GB9999` is no rule or category of the analyzers: use one of GB0301, async, types.")]
    [InlineData("deduct: 2", "deduct: 0", "sample.yaml:37: criteria[2].evidence[0].deduct: `0` has to be a number from 0.1 to 9.")]
    [InlineData("        deduct: 2\n        deductAtMost: 5\n", "", "sample.yaml:36: criteria[2].evidence[0]: says nothing about the findings: add `deduct` (points each finding costs) or `counts`.")]
    [InlineData("{ atLeast: 3, score: 2 }", "{ atLeast: 1, score: 2 }", "sample.yaml:42: criteria[2].evidence[1].counts: 1 and 1 overlap: list the bounds in ascending order, each once.")]
    [InlineData("{ atLeast: 3, score: 2 }", "{ atLeast: 2.5, score: 2 }", "sample.yaml:43: criteria[2].evidence[1].counts[1].atLeast: `2.5` has to be a whole number from 1 to 100000.")]
    [InlineData("{ atLeast: 3, score: 2 }", "{ atLeast: 3, score: 8 }", "sample.yaml:42: criteria[2].evidence[1].counts: the score rises from 7 to 8: a worse result must not score more.")]
    [InlineData("measure: idle-cpu", "measure: idle-gpu", "sample.yaml:45: criteria[2].evidence[2].measure: `idle-gpu` is no measure that is reported: use one of idle-cpu.")]
    [InlineData("{ atMost: 0.5, score: 6 }", "{ atMost: 0.1, score: 6 }", "sample.yaml:47: criteria[2].evidence[2].thresholds: 0.2 and 0.1 overlap: list the bounds in ascending order, each once.")]
    [InlineData("{ atMost: 0.5, score: 6 }", "{ atLeast: 0.5, score: 6 }", "sample.yaml:48: criteria[2].evidence[2].thresholds[1].atMost: is missing: add `atMost` with a number from -1000000000000 to 1000000000000.")]
    [InlineData("measure: idle-cpu", "measure: idle-cpu\n        fact: counter.safety", "sample.yaml:45: criteria[2].evidence[2]: names fact and measure: make an entry of its own for each.")]
    [InlineData("behaviours: [order.*, basics.zero]", "tests: [order.*]", "sample.yaml:12: criteria[0].evidence[0]: names no evidence: add one of behaviours, fact, findings, measure.")]
    [InlineData("- behaviours: [order.*, basics.zero]", "- order.*", "sample.yaml:12: criteria[0].evidence[0]: `order.*` has to be a mapping of keys to values.")]
    [InlineData("{ score: 5, anchor: Some results come back. }", "{ score: 1, anchor: Some results come back. }", "sample.yaml:15: criteria[0].levels[1].score: two levels begin at 1: a score must lead to one level, so move or remove one.")]
    [InlineData("- { score: 1, anchor: Nothing comes back. }\n", "- { score: 3, anchor: Little comes back. }\n", "sample.yaml:14: criteria[0].levels: has no low anchor: say what one sees at 1 or 2.")]
    [InlineData("{ score: 5, anchor: Some results come back. }", "{ score: 7, anchor: Some results come back. }", "sample.yaml:14: criteria[0].levels: has no middle anchor: say what one sees at 5 or 6.")]
    [InlineData("{ score: 9, anchor: All results come back in order. }", "{ score: 8, anchor: All results come back in order. }", "sample.yaml:14: criteria[0].levels: has no high anchor: say what one sees at 9 or 10.")]
    [InlineData("{ score: 9, anchor: All results come back in order. }", "{ score: 9 }", "sample.yaml:16: criteria[0].levels[2].anchor: is missing: add `anchor` with a text.")]
    [InlineData("{ score: 9, anchor: All results come back in order. }", "{ score: 9.5, anchor: All. }", "sample.yaml:16: criteria[0].levels[2].score: `9.5` has to be a whole number from 1 to 10.")]
    [InlineData("when: { compiles: false }", "when: { compiles: true }", "sample.yaml:58: gates[0].when.compiles: has to be `false`: a gate caps what does not compile.")]
    [InlineData("atMost: 1\n", "atMost: 1.5\n", "sample.yaml:56: gates: what does not compile has to score 1 everywhere: add a gate with `when: { compiles: false }`, `atMost: 1` and no `dimensions`.")]
    [InlineData("atMost: 1\n", "atMost: 1\n    dimensions: [language]\n", "sample.yaml:56: gates: what does not compile has to score 1 everywhere: add a gate with `when: { compiles: false }`, `atMost: 1` and no `dimensions`.")]
    [InlineData("when: { behaviours: [\"*\"], passedAtMost: 0 }", "when: {}", "sample.yaml:62: gates[1].when: has to name exactly one of compiles, behaviours, fact, findings, measure.")]
    [InlineData("when: { behaviours: [\"*\"], passedAtMost: 0 }", "atmost: 2", "sample.yaml:60: gates[1].when: is missing: add `when`.")]
    [InlineData("dimensions: [concurrency]", "dimensions: [typing]", "sample.yaml:68: gates[2].dimensions: `typing` is not a dimension of this rubric: use some of language, concurrency.")]
    [InlineData("  - { id: language, title: Language, weight: 60 }\n", "  - [language\n", "sample.yaml:4: is not valid YAML: a list or mapping that begins here is never closed. Close it, or put the text in quotes.")]
    [InlineData("version: 1.0.0", "version: 1.0.0\nversion: 1.0.1", "sample.yaml:3: is not valid YAML: Duplicate key version. Correct this line first.")]
    public void A_wrong_rubric_says_where_what_and_what_to_do(string right, string wrong, string expected)
    {
        var text = RubricText.Valid.ReplaceLineEndings("\n");
        Assert.Contains(right, text, StringComparison.Ordinal);

        var at = text.IndexOf(right, StringComparison.Ordinal);
        var loading = RubricLoader.Load(string.Concat(text.AsSpan(0, at), wrong, text.AsSpan(at + right.Length)), "sample.yaml", Vocabulary);

        var rejected = Assert.IsType<RubricLoading.Rejected>(loading);
        Assert.Contains(expected, rejected.Problems.Select(p => p.ToString()));
    }

    [Fact]
    public void All_problems_come_at_once_in_the_order_of_their_lines()
    {
        var text = RubricText.Valid
            .Replace("title: Language", "name: Language", StringComparison.Ordinal)
            .Replace("order.*", "ordr.*", StringComparison.Ordinal)
            .Replace("atMost: 2", "atMost: 20", StringComparison.Ordinal);

        var rejected = Assert.IsType<RubricLoading.Rejected>(RubricLoader.Load(text, "sample.yaml", Vocabulary));

        Assert.Equal(["dimensions[0].title", "dimensions[0].name", "criteria[0].evidence[0].behaviours", "gates[1].atMost"], rejected.Problems.Select(p => p.Path));
        var e = Assert.Throws<RubricException>(() => ((RubricLoading)rejected).OrThrow());
        Assert.Contains("sample.yaml:63: gates[1].atMost: `20` has to be a number from 1 to 10.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b\n")]
    [InlineData("a: b\n---\nc: d\n")]
    public void What_is_no_mapping_is_refused_as_a_whole(string text)
    {
        var rejected = Assert.IsType<RubricLoading.Rejected>(RubricLoader.Load(text, "sample.yaml"));

        Assert.Equal("sample.yaml:1: has to be one YAML document, a mapping with assessment, version, dimensions, criteria and gates.", Assert.Single(rejected.Problems).ToString());
    }

    [Fact]
    public void A_file_that_is_far_too_long_is_refused_before_it_is_parsed()
    {
        var rejected = Assert.IsType<RubricLoading.Rejected>(RubricLoader.Load(new string('#', 300_000), "sample.yaml"));

        Assert.Equal("sample.yaml:1: is longer than 256 KiB: shorten it.", Assert.Single(rejected.Problems).ToString());
    }

    [Fact]
    public void Aliases_that_repeat_themselves_cannot_exhaust_the_loader()
    {
        var bomb = string.Concat("a0: &a0 [x, x]\n", string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n")), "criteria: *a60\n");

        Assert.IsType<RubricLoading.Rejected>(RubricLoader.Load(bomb, "sample.yaml"));
    }

    [Fact]
    public void Nesting_without_end_is_refused_and_not_a_crash()
    {
        var deep = "criteria: " + new string('[', 100_000);

        var rejected = Assert.IsType<RubricLoading.Rejected>(RubricLoader.Load(deep, "sample.yaml"));

        Assert.Equal("sample.yaml:1: is not valid YAML: It is nested more than 32 deep. Correct this line first.", Assert.Single(rejected.Problems).ToString());
    }
}
