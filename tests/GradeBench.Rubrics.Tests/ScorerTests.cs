namespace GradeBench.Rubrics.Tests;

public sealed class ScorerTests
{
    private static Scorecard Score(Evidence evidence) => Scorer.Score(evidence, RubricText.Rubric);

    private static CriterionScore Criterion(Evidence evidence, string id) => Score(evidence).Criteria.Single(c => c.Id == id);

    private static decimal Dimension(Evidence evidence, string id) => Score(evidence).Dimensions.Single(d => d.Id == id).Score;

    [Fact]
    public void Perfect_evidence_scores_ten_everywhere_and_loses_nothing()
    {
        var scorecard = Score(EvidenceBuilder.Perfect);

        Assert.Equal(10.0m, scorecard.Overall);
        Assert.All(scorecard.Dimensions, d => Assert.Equal(10.0m, d.Score));
        Assert.All(scorecard.Criteria, c => Assert.Equal(10.0m, c.Score));
        Assert.All(scorecard.Criteria.SelectMany(c => c.Evidence), e => Assert.Equal(0m, e.Lost));
        Assert.Empty(scorecard.Gates);
    }

    [Fact]
    public void What_does_not_compile_scores_one_everywhere_and_names_the_compiler_message()
    {
        var scorecard = Score(EvidenceBuilder.Perfect.NotCompiling());

        Assert.Equal(1.0m, scorecard.Overall);
        Assert.All(scorecard.Dimensions, d => Assert.Equal(1.0m, d.Score));
        Assert.All(scorecard.Criteria, c => Assert.Equal(1.0m, c.Score));
        var reason = Assert.Single(Assert.Single(scorecard.Gates).Evidence);
        Assert.Equal(new DecidingEvidence(EvidenceKind.Compile, "CS1002", "error", "; expected", 0, reason.Lines), reason);
        Assert.Equal([EvidenceBuilder.Line(3)], reason.Lines);
    }

    [Fact]
    public void A_behaviour_that_fails_costs_its_part_of_the_criterion_and_is_named()
    {
        var evidence = EvidenceBuilder.Perfect.With("order.many", BehaviourVerdict.TimedOut);

        var criterion = Criterion(evidence, "results");

        // Three of the four behaviours passed: 1 + 9 × 3/4 = 7.75.
        Assert.Equal(7.8m, criterion.Score);
        var lost = Assert.Single(criterion.Evidence, e => e.Lost > 0);
        Assert.Equal(("order.many", "timed out", "Sentence of order.many.", 2.25m), (lost.Id, lost.Value, lost.Text, lost.Lost));
    }

    [Fact]
    public void Overall_is_computed_from_exact_values_and_rounded_once()
    {
        var scorecard = Score(EvidenceBuilder.Perfect.With("order.many", BehaviourVerdict.Failed));

        // 0.6 × 7.75 + 0.4 × 10 = 8.65, which rounds to 8.7; from the rounded 7.8 it would be 8.68.
        Assert.Equal(8.7m, scorecard.Overall);
        Assert.Equal(7.8m, scorecard.Dimensions[0].Score);
    }

    [Fact]
    public void An_exact_half_rounds_away_from_zero_although_thirds_are_not_exact()
    {
        Assert.Equal(0.3m, Rounding.Score(0.25m));
        Assert.Equal(0.3m, Rounding.Score(1m / 3m * 0.75m));
        Assert.Equal("10.0", Rounding.Score(10m).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_lowest_source_decides_where_the_rubric_says_so()
    {
        var criterion = Criterion(EvidenceBuilder.Perfect.WithFact("counter.safety", "locked").With("total.exact", BehaviourVerdict.Passed), "counter");

        Assert.Equal(9.0m, criterion.EvidenceScore);
        Assert.Equal(("counter.safety", 1.00m), (criterion.Evidence[1].Id, criterion.Evidence[1].Lost));
    }

    [Fact]
    public void A_value_the_table_does_not_list_and_a_fact_nobody_reported_score_otherwise()
    {
        Assert.Equal(4.0m, Criterion(EvidenceBuilder.Perfect.WithFact("counter.safety", "homemade"), "counter").Score);
        Assert.Equal(4.0m, Criterion(EvidenceBuilder.Perfect with { Facts = [] }, "counter").Score);
    }

    [Fact]
    public void A_behaviour_that_was_not_tested_is_not_credited()
    {
        var untested = EvidenceBuilder.Perfect with { Behaviours = [.. EvidenceBuilder.Perfect.Behaviours.Where(b => b.Id != "basics.zero")] };

        var lost = Assert.Single(Criterion(untested, "results").Evidence, e => e.Lost > 0);

        Assert.Equal(("basics.zero", "not tested"), (lost.Id, lost.Value));
    }

    [Fact]
    public void Notes_of_others_cost_nothing()
    {
        var noted = EvidenceBuilder.Perfect.WithFindings("VSTHRD100", "note.async", 3).WithFindings("MA0064", "note.shared-state", 3);

        Assert.All(noted.Findings, finding => Assert.True(finding.IsNote));
        Assert.Equal(10.0m, Score(noted).Overall);
    }

    [Fact]
    public void Code_that_was_not_analysed_shows_nothing_and_the_place_is_named()
    {
        var evidence = EvidenceBuilder.Perfect with { NotAnalysed = [new AnalysisGap("Heavy.cs nests brackets deeper than 256", EvidenceBuilder.Line(7))] };

        var read = Score(evidence).Criteria.Where(c => c.Evidence.Any(e => e.Id == "not-analysed")).ToList();

        Assert.NotEmpty(read);
        Assert.All(read.SelectMany(c => c.Evidence).Where(e => e.Id == "not-analysed" && e.Lost > 0), e =>
        {
            Assert.Contains("Heavy.cs nests brackets deeper than 256", e.Text, StringComparison.Ordinal);
            Assert.Equal([EvidenceBuilder.Line(7)], e.Lines);
        });
        Assert.Contains(read, c => c.Score == 1.0m);
        Assert.Contains(Score(evidence).Criteria, c => c.Score == 10.0m && c.Evidence.All(e => e.Kind == EvidenceKind.Behaviour));
    }

    [Theory]
    [InlineData(0, 10.0, 0)]
    [InlineData(1, 9.2, 1)]
    [InlineData(2, 8.4, 2)]
    [InlineData(3, 8.0, 3)]
    [InlineData(9, 8.0, 3)]
    public void Findings_deduct_up_to_their_maximum(int findings, decimal score, int costly)
    {
        var criterion = Criterion(EvidenceBuilder.Perfect.WithFindings("GB0301", "shared-state", findings), "hygiene");

        Assert.Equal(score, criterion.Score);
        Assert.Equal(costly, criterion.Evidence.Count(e => e.Lost > 0));
    }

    [Theory]
    [InlineData(1, 9.1)]
    [InlineData(2, 9.1)]
    [InlineData(3, 7.6)]
    public void A_number_of_findings_reaches_its_step(int findings, decimal score) =>
        Assert.Equal(score, Criterion(EvidenceBuilder.Perfect.WithFindings("GB0400", "types", findings), "hygiene").Score);

    [Theory]
    [InlineData(0.2, 10.0, "at most 0.2 ratio")]
    [InlineData(0.21, 8.8, "at most 0.5 ratio")]
    [InlineData(0.51, 7.3, "more than 0.5 ratio")]
    public void A_measure_meets_a_threshold_and_the_scorecard_says_which_but_never_the_number(decimal measured, decimal score, string value)
    {
        var criterion = Criterion(EvidenceBuilder.Perfect.WithMeasure("idle-cpu", measured), "hygiene");

        Assert.Equal(score, criterion.Score);
        Assert.Equal(value, criterion.Evidence.Single(e => e.Kind == EvidenceKind.Measure).Value);
    }

    [Fact]
    public void A_gate_caps_the_criteria_of_its_dimensions_only_and_keeps_what_the_evidence_came_to()
    {
        var evidence = EvidenceBuilder.Perfect.WithFact("counter.safety", "racy");

        var hygiene = Criterion(evidence, "hygiene");

        Assert.Equal((3.0m, 10.0m, "racy"), (hygiene.Score, hygiene.EvidenceScore, hygiene.CappedBy));
        Assert.Equal(Criterion(EvidenceBuilder.Perfect, "hygiene").Level, hygiene.Level);
        Assert.Null(Criterion(evidence, "results").CappedBy);
        Assert.Equal([EvidenceBuilder.Line(9)], Assert.Single(Score(evidence).Gates).Evidence[0].Lines);
    }

    [Fact]
    public void A_submission_of_which_nothing_works_scores_at_most_two_however_tidy_it_is()
    {
        var evidence = RubricText.Behaviours.Aggregate(EvidenceBuilder.Perfect, (e, b) => e.With(b, BehaviourVerdict.Failed));

        var scorecard = Score(evidence);

        Assert.InRange(scorecard.Overall, 1.0m, 2.0m);
        Assert.Equal(RubricText.Behaviours, scorecard.Gates.Single(g => g.Id == "nothing-works").Evidence.Select(e => e.Id));
    }

    [Fact]
    public void The_level_is_the_highest_one_reached_and_the_next_one_is_the_one_to_aim_for()
    {
        var criterion = Criterion(EvidenceBuilder.Perfect.With("order.many", BehaviourVerdict.Failed), "results");

        Assert.Equal("Some results come back.", criterion.Level.Anchor);
        Assert.Equal("All results come back in order.", criterion.NextLevel?.Anchor);
        Assert.Null(Criterion(EvidenceBuilder.Perfect, "results").NextLevel);
        Assert.Equal("Counts are lost.", Criterion(EvidenceBuilder.Perfect.NotCompiling(), "counter").Level.Anchor);
    }

    [Fact]
    public void Evidence_of_another_assessment_is_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => Score(EvidenceBuilder.Perfect with { Assessment = "other" }));

        Assert.StartsWith("Evidence of `other` cannot be scored with the rubric of `sample`.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scorecard_says_which_rules_were_applied()
    {
        var scorecard = Score(EvidenceBuilder.Perfect);

        Assert.Equal(new RubricReference("sample", "1.0.0", RubricText.Rubric.ContentHash), scorecard.Rubric);
        Assert.Equal(10.0m, Dimension(EvidenceBuilder.Perfect, "language"));
        Assert.Equal((1, "1.0.0"), (scorecard.EvidenceFormat, scorecard.PackVersion));
    }
}
