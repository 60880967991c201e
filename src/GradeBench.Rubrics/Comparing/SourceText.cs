namespace GradeBench.Rubrics;

/// <summary>What decides a score, in a sentence for people. Equal sources give equal text.</summary>
public static class SourceText
{
    public static string Of(Criterion criterion) =>
        string.Join("; ", criterion.Evidence.Select(s => Of(s) + (criterion.Combine == Combination.Average && criterion.Evidence.Count > 1 ? $" ({RubricNode.Show(s.Share)} %)" : "")));

    public static string Of(EvidenceSource source) => source switch
    {
        EvidenceSource.Behaviours b => $"behaviours {Names(b.Patterns)}",
        EvidenceSource.FactValue f =>
            $"fact {f.Fact}: {string.Join(", ", f.Scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key} {RubricNode.Show(s.Value)}"))}, otherwise {RubricNode.Show(f.Otherwise)}",
        EvidenceSource.FindingDeduction d => $"findings {Names(d.Patterns)}: {RubricNode.Show(d.Each)} off for each, at most {RubricNode.Show(d.AtMost)}",
        EvidenceSource.FindingCount c => $"findings {Names(c.Patterns)}: {string.Join(", ", c.Steps.Select(s => $"from {RubricNode.Show(s.Bound)} on {RubricNode.Show(s.Score)}"))}",
        EvidenceSource.MeasureThreshold m =>
            $"measure {m.Measure}: {string.Join(", ", m.Thresholds.Select(t => $"{Bound(m.Bounds)} {RubricNode.Show(t.Bound)} {RubricNode.Show(t.Score)}"))}, otherwise {RubricNode.Show(m.Otherwise)}",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "A closed set of cases grew."),
    };

    public static string Of(Gate gate) =>
        $"at most {RubricNode.Show(gate.AtMost)} in {string.Join(", ", gate.Dimensions)} when {Of(gate.When)}";

    private static string Of(GateCondition condition) => condition switch
    {
        GateCondition.DoesNotCompile => "it does not compile",
        GateCondition.BehavioursPassed b => $"at most {b.AtMost} of {Names(b.Patterns)} passed",
        GateCondition.FactIs f => $"fact {f.Fact} is {string.Join(" or ", f.Values)}",
        GateCondition.FindingsReported f => $"there are {f.AtLeast} or more findings {Names(f.Patterns)}",
        GateCondition.MeasureIs m => $"measure {m.Measure} is {Bound(m.Kind)} {RubricNode.Show(m.Bound)}",
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "A closed set of cases grew."),
    };

    private static string Names(IReadOnlyList<string> patterns) => string.Join(", ", patterns);

    private static string Bound(BoundKind kind) => kind == BoundKind.AtLeast ? "at least" : "at most";
}
