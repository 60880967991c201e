using System.Globalization;

namespace GradeBench.Rubrics;

/// <summary>Scores one evidence source from 1 to 10. What its items lost adds up to what is missing to 10.</summary>
internal static class SourceRules
{
    private const decimal Highest = RubricLimits.HighestScore;
    private const decimal Span = RubricLimits.HighestScore - RubricLimits.LowestScore;

    public static SourceScore Score(EvidenceSource source, Evidence evidence) => source switch
    {
        EvidenceSource.Behaviours behaviours => OfBehaviours(behaviours, evidence),
        EvidenceSource.FactValue fact => AsFarAsAnalysed(OfFact(fact, evidence), evidence),
        EvidenceSource.FindingDeduction findings => AsFarAsAnalysed(OfDeduction(findings, evidence), evidence),
        EvidenceSource.FindingCount findings => AsFarAsAnalysed(OfCount(findings, evidence), evidence),
        EvidenceSource.MeasureThreshold measure => AsFarAsAnalysed(OfMeasure(measure, evidence), evidence),
        _ => throw new InvalidOperationException("A closed set of cases grew."),
    };

    // Otherwise a file that cannot be analysed would be the place to hide what costs points.
    private static SourceScore AsFarAsAnalysed(SourceScore score, Evidence evidence)
    {
        if (evidence.NotAnalysed.Count == 0) return score;

        var lost = (score.Score - RubricLimits.LowestScore) / evidence.NotAnalysed.Count;
        return new SourceScore(RubricLimits.LowestScore, score.Evidence.Concat(evidence.NotAnalysed.Select(gap => EvidenceText.Of(gap, lost))));
    }

    private static SourceScore OfBehaviours(EvidenceSource.Behaviours source, Evidence evidence)
    {
        var tested = evidence.Behaviours.Where(b => BehaviourPattern.MatchesAny(source.Patterns, b.Id)).ToList();
        var untested = source.Patterns.Where(p => !tested.Exists(b => BehaviourPattern.Matches(p, b.Id))).ToList();
        var total = tested.Count + untested.Count;
        var passed = tested.Count(b => b.Passed);

        return new SourceScore(
            RubricLimits.LowestScore + Span * passed / total,
            tested.Select(b => EvidenceText.Of(b, b.Passed ? 0 : Span / total)).Concat(
                untested.Select(p => new DecidingEvidence(EvidenceKind.Behaviour, p, "not tested", "Was not tested in this run.", Span / total, []))));
    }

    private static SourceScore OfFact(EvidenceSource.FactValue source, Evidence evidence)
    {
        if (evidence.Facts.FirstOrDefault(f => f.Id == source.Fact) is not { } fact)
        {
            return new SourceScore(source.Otherwise, [new DecidingEvidence(
                EvidenceKind.Fact, source.Fact, "not reported", "The analysis came to no conclusion.", Highest - source.Otherwise, [])]);
        }

        var score = source.Scores.TryGetValue(fact.Value, out var listed) ? listed : source.Otherwise;
        return new SourceScore(score, [EvidenceText.Of(fact, Highest - score)]);
    }

    private static SourceScore OfDeduction(EvidenceSource.FindingDeduction source, Evidence evidence)
    {
        var findings = Findings(source.Patterns, evidence).ToList();
        return new SourceScore(
            Highest - Math.Min(source.AtMost, source.Each * findings.Count),
            findings.Count > 0 ? Deducted(source, findings) : [EvidenceText.NoFindings(source.Patterns)]);
    }

    private static IEnumerable<DecidingEvidence> Deducted(EvidenceSource.FindingDeduction source, List<Finding> findings)
    {
        var left = source.AtMost;
        foreach (var finding in findings)
        {
            var lost = Math.Min(source.Each, left);
            left -= lost;
            yield return EvidenceText.Of(finding, lost);
        }
    }

    private static SourceScore OfCount(EvidenceSource.FindingCount source, Evidence evidence)
    {
        var findings = Findings(source.Patterns, evidence).ToList();
        if (findings.Count == 0) return new SourceScore(Highest, [EvidenceText.NoFindings(source.Patterns)]);

        var score = source.Steps.LastOrDefault(s => findings.Count >= s.Bound)?.Score ?? Highest;
        return new SourceScore(score, findings.Select(f => EvidenceText.Of(f, (Highest - score) / findings.Count)));
    }

    private static SourceScore OfMeasure(EvidenceSource.MeasureThreshold source, Evidence evidence)
    {
        if (evidence.Measures.FirstOrDefault(m => m.Id == source.Measure) is not { } measure)
        {
            return new SourceScore(source.Otherwise, [new DecidingEvidence(
                EvidenceKind.Measure, source.Measure, "not measured", "Was not measured in this run.", Highest - source.Otherwise, [])]);
        }

        var met = source.Thresholds.FirstOrDefault(t => source.Bounds == BoundKind.AtMost ? measure.Value <= t.Bound : measure.Value >= t.Bound);
        var (score, bound) = met is null ? (source.Otherwise, source.Thresholds[^1].Bound) : (met.Score, met.Bound);
        // The number itself stays in the evidence: it differs from run to run, and a scorecard must not.
        var value = met is null
            ? source.Bounds == BoundKind.AtMost ? "more than" : "less than"
            : source.Bounds == BoundKind.AtMost ? "at most" : "at least";

        return new SourceScore(score, [new DecidingEvidence(
            EvidenceKind.Measure, measure.Id, string.Create(CultureInfo.InvariantCulture, $"{value} {RubricNode.Show(bound)} {measure.Unit}"),
            measure.Explanation ?? "Measured while the hidden tests ran.", Highest - score, measure.Lines)]);
    }

    private static IEnumerable<Finding> Findings(IReadOnlyList<string> patterns, Evidence evidence) =>
        evidence.Findings.Where(f => patterns.Contains(f.Rule) || patterns.Contains(f.Category));
}

/// <summary>What one source comes to, and its items with what each lost on this source's scale.</summary>
/// <param name="Evidence">Made when it is read: who asks for numbers alone, of ten thousand submissions, does not pay for words.</param>
internal sealed record SourceScore(decimal Score, IEnumerable<DecidingEvidence> Evidence);
