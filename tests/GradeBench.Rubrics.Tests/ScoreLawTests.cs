using System.Text.Json;

namespace GradeBench.Rubrics.Tests;

/// <summary>What must hold for any evidence, tried on many that are generated from fixed seeds.</summary>
public sealed class ScoreLawTests
{
    private static readonly string[] CounterValues = ["atomic", "locked", "racy", "homemade"];

    private static IEnumerable<int> Seeds => Enumerable.Range(1, 200);

    [Fact]
    public void Every_score_lies_between_one_and_ten_and_has_one_decimal() =>
        Assert.All(Seeds, seed =>
        {
            var scorecard = Scorer.Score(Random(seed), RubricText.Rubric);

            decimal[] scores = [scorecard.Overall, .. scorecard.Dimensions.Select(d => d.Score), .. scorecard.Criteria.Select(c => c.Score), .. scorecard.Criteria.Select(c => c.EvidenceScore)];
            Assert.All(scores, s => Assert.InRange(s, 1.0m, 10.0m));
            Assert.All(scores, s => Assert.Equal(1, s.Scale));
        });

    [Fact]
    public void What_the_evidence_lost_adds_up_to_what_is_missing_to_ten() =>
        Assert.All(Seeds, seed =>
        {
            var scorecard = Scorer.Score(Random(seed), RubricText.Rubric);

            // Each piece is rounded to two decimals and the score to one, so the sum may be off by the roundings.
            Assert.All(scorecard.Criteria, c =>
                Assert.InRange(10 - c.Evidence.Sum(e => e.Lost) - c.EvidenceScore, -0.05m - (0.005m * c.Evidence.Count), 0.05m + (0.005m * c.Evidence.Count)));
            Assert.All(scorecard.Criteria, c => Assert.All(c.Evidence, e => Assert.True(e.Lost >= 0 && e.Id.Length > 0 && e.Text.Length > 0)));
        });

    [Fact]
    public void A_score_below_its_evidence_names_the_gate_that_capped_it() =>
        Assert.All(Seeds, seed =>
        {
            var scorecard = Scorer.Score(Random(seed), RubricText.Rubric);

            Assert.All(scorecard.Criteria, c =>
            {
                var gate = scorecard.Gates.SingleOrDefault(g => g.Id == c.CappedBy);
                Assert.Equal(c.Score < c.EvidenceScore, gate is not null);
                if (gate is not null) Assert.Equal(gate.AtMost, c.Score);
            });
        });

    [Fact]
    public void One_more_behaviour_that_passes_never_lowers_anything() =>
        Assert.All(Seeds, seed =>
        {
            var evidence = Random(seed);
            var before = Scorer.Score(evidence, RubricText.Rubric);

            foreach (var failed in evidence.Behaviours.Where(b => !b.Passed))
            {
                var after = Scorer.Score(evidence.With(failed.Id, BehaviourVerdict.Passed), RubricText.Rubric);

                Assert.True(after.Overall >= before.Overall);
                Assert.All(after.Criteria.Zip(before.Criteria), pair => Assert.True(pair.First.Score >= pair.Second.Score));
            }
        });

    [Fact]
    public void One_more_finding_never_raises_anything() =>
        Assert.All(Seeds, seed =>
        {
            var evidence = Random(seed);
            var before = Scorer.Score(evidence, RubricText.Rubric);

            var after = Scorer.Score(evidence.WithFindings("GB0301", "types", 1), RubricText.Rubric);

            Assert.True(after.Overall <= before.Overall);
            Assert.All(after.Criteria.Zip(before.Criteria), pair => Assert.True(pair.First.Score <= pair.Second.Score));
        });

    [Fact]
    public void The_order_of_findings_and_facts_changes_no_score() =>
        Assert.All(Seeds, seed =>
        {
            var evidence = Random(seed);
            var reversed = evidence with { Findings = [.. evidence.Findings.Reverse()], Facts = [.. evidence.Facts.Reverse()], Measures = [.. evidence.Measures.Reverse()] };

            Assert.Equal(
                Scorer.Score(evidence, RubricText.Rubric).Criteria.Select(c => c.Score),
                Scorer.Score(reversed, RubricText.Rubric).Criteria.Select(c => c.Score));
        });

    [Fact]
    public void Equal_evidence_gives_the_same_bytes_even_when_it_was_stored_in_between() =>
        Assert.All(Seeds, seed =>
        {
            var evidence = Random(seed);

            var direct = StoredForm.Write(Scorer.Score(evidence, RubricText.Rubric));
            var stored = StoredForm.Write(Scorer.Score(StoredForm.ReadEvidence(StoredForm.Write(evidence)), RubricText.Rubric));

            Assert.Equal(direct, stored);
        });

    [Fact]
    public void The_values_of_evidence_give_the_very_numbers_that_all_of_it_gives() =>
        Assert.All(Seeds, seed =>
        {
            var evidence = Random(seed) with { NotAnalysed = [.. Enumerable.Repeat(new AnalysisGap("Too deep", null), seed % 9 == 0 ? 2 : 0)] };

            var all = Scorer.Score(evidence, RubricText.Rubric);
            var numbers = Scorer.Score(JsonSerializer.Deserialize(StoredForm.Write(EvidenceValues.Of(evidence)), StoredForm.ValuesType)!, RubricText.Rubric);

            Assert.Equal(all.Overall, numbers.Overall);
            Assert.Equal(all.Dimensions.Select(d => d.Score), numbers.Dimensions);
        });

    [Fact]
    public void What_differs_between_runs_of_one_submission_is_not_in_the_scorecard() =>
        Assert.All(Seeds, seed =>
        {
            var evidence = Random(seed);
            var rerun = evidence with
            {
                Measures = [.. evidence.Measures.Select(m => m with { Value = m.Value - 0.0001m })],
                Behaviours = [.. evidence.Behaviours.Select(b => b with { Detail = "Expected 4, received 3 after 17 ms." })],
                Conditions = new RunConditions(7, "rlimit", ".NET 10.0.99"),
            };

            Assert.Equal(StoredForm.Write(Scorer.Score(evidence, RubricText.Rubric)), StoredForm.Write(Scorer.Score(rerun, RubricText.Rubric)));
        });

    private static Evidence Random(int seed)
    {
        var random = new Random(seed);
        var verdicts = Enum.GetValues<BehaviourVerdict>();
        var evidence = EvidenceBuilder.Perfect;
        foreach (var id in RubricText.Behaviours)
        {
            evidence = evidence.With(id, random.Next(3) > 0 ? BehaviourVerdict.Passed : verdicts[random.Next(verdicts.Length)]);
        }

        evidence = evidence
            .WithFact("counter.safety", CounterValues[random.Next(CounterValues.Length)])
            .WithFindings("GB0301", "shared-state", random.Next(4))
            .WithFindings("GB0400", "types", random.Next(5))
            .WithMeasure("idle-cpu", random.Next(100) / 100m);
        return random.Next(20) == 0 ? evidence.NotCompiling() : evidence;
    }
}
