using System.Globalization;

namespace GradeBench.Rubrics;

/// <summary>Decides which gates hold.</summary>
internal static class GateRules
{
    // A submission that does not compile can have a thousand messages; the first few say what is wrong.
    private const int MaxCompilerMessages = 10;

    public static IReadOnlyList<AppliedGate> Applied(Evidence evidence, Rubric rubric) =>
    [
        .. from gate in rubric.Gates
           let reasons = Reasons(gate.When, evidence)
           where reasons is not null
           select new AppliedGate(gate.Id, gate.Title, Rounding.Score(gate.AtMost), gate.Dimensions, [.. reasons.Select(r => r with { Lost = Rounding.Points(r.Lost) })]),
    ];

    /// <summary>What makes the condition hold; null when it does not hold.</summary>
    private static List<DecidingEvidence>? Reasons(GateCondition when, Evidence evidence)
    {
        if (!evidence.Compile.Succeeded) return when is GateCondition.DoesNotCompile ? CompilerErrors(evidence) : null;

        return when switch
        {
            GateCondition.BehavioursPassed passed => TooFewPassed(passed, evidence),
            GateCondition.FactIs fact => OrNull(evidence.Facts.Where(f => f.Id == fact.Fact && fact.Values.Contains(f.Value)).Select(f => EvidenceText.Of(f, 0)), 1),
            GateCondition.FindingsReported findings => OrNull(
                evidence.Findings.Where(f => findings.Patterns.Contains(f.Rule) || findings.Patterns.Contains(f.Category)).Select(f => EvidenceText.Of(f, 0)),
                findings.AtLeast),
            GateCondition.MeasureIs measure => OrNull(evidence.Measures.Where(m => m.Id == measure.Measure && Holds(measure, m)).Select(m => Of(measure, m)), 1),
            _ => null,
        };
    }

    private static List<DecidingEvidence> CompilerErrors(Evidence evidence) =>
        [.. evidence.Compile.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(MaxCompilerMessages).Select(EvidenceText.Of)];

    private static List<DecidingEvidence>? TooFewPassed(GateCondition.BehavioursPassed when, Evidence evidence)
    {
        var asked = evidence.Behaviours.Where(b => when.Patterns.Any(p => BehaviourPattern.Matches(p, b.Id))).ToList();
        return asked.Count(b => b.Passed) <= when.AtMost ? [.. asked.Where(b => !b.Passed).Select(b => EvidenceText.Of(b, 0))] : null;
    }

    private static bool Holds(GateCondition.MeasureIs when, Measure measure) =>
        when.Kind == BoundKind.AtLeast ? measure.Value >= when.Bound : measure.Value <= when.Bound;

    private static DecidingEvidence Of(GateCondition.MeasureIs when, Measure measure) => new(
        EvidenceKind.Measure, measure.Id,
        string.Create(CultureInfo.InvariantCulture, $"{(when.Kind == BoundKind.AtLeast ? "at least" : "at most")} {RubricNode.Show(when.Bound)} {measure.Unit}"),
        measure.Explanation ?? "Measured while the hidden tests ran.", 0, measure.Lines);

    private static List<DecidingEvidence>? OrNull(IEnumerable<DecidingEvidence> reasons, int atLeast)
    {
        var list = reasons.ToList();
        return list.Count >= atLeast ? list : null;
    }
}
