namespace GradeBench.Rubrics;

/// <summary>
/// Evidence without its words and places: verdicts, values and counts, which are all that numbers come from. A twentieth of
/// its size, so that a rubric can be tried on ten thousand submissions while somebody waits (ADR 0035).
/// </summary>
/// <param name="Format">Of the evidence it was taken from.</param>
/// <param name="Gaps">How many pieces of the code were not analysed.</param>
public sealed record EvidenceValues(
    int Format,
    string Assessment,
    bool Compiles,
    IReadOnlyList<string> Passed,
    IReadOnlyList<string> NotPassed,
    IReadOnlyList<FactReported> Facts,
    IReadOnlyList<FindingsCounted> Findings,
    IReadOnlyList<NumberMeasured> Measures,
    int Gaps)
{
    public static EvidenceValues Of(Evidence evidence) => new(
        evidence.Format,
        evidence.Assessment,
        evidence.Compile.Succeeded,
        [.. evidence.Behaviours.Where(b => b.Passed).Select(b => b.Id)],
        [.. evidence.Behaviours.Where(b => !b.Passed).Select(b => b.Id)],
        [.. evidence.Facts.Select(f => new FactReported(f.Id, f.Value))],
        [.. evidence.Findings.CountBy(f => (f.Rule, f.Category)).Select(c => new FindingsCounted(c.Key.Rule, c.Key.Category, c.Value))],
        [.. evidence.Measures.Select(m => new NumberMeasured(m.Id, m.Value))],
        evidence.NotAnalysed.Count);

    /// <summary>What <see cref="Scorer"/> understands. Its scorecard has the right numbers and says nothing about them.</summary>
    internal Evidence WithoutWords() => new()
    {
        Format = Format,
        Assessment = Assessment,
        PackVersion = "",
        Language = "",
        Compile = new CompileEvidence(Compiles, []),
        Behaviours =
        [
            .. Passed.Select(id => new BehaviourResult(id, "", BehaviourVerdict.Passed, null, null)),
            .. NotPassed.Select(id => new BehaviourResult(id, "", BehaviourVerdict.Failed, null, null)),
        ],
        Facts = [.. Facts.Select(f => new Fact(f.Id, f.Value, "", []))],
        Findings = [.. Findings.SelectMany(f => Enumerable.Repeat(new Finding(f.Rule, f.Category, "", Nowhere), f.Count))],
        Measures = [.. Measures.Select(m => new Measure(m.Id, m.Value, ""))],
        NotAnalysed = [.. Enumerable.Repeat(new AnalysisGap("", null), Gaps)],
        Conditions = new RunConditions(0, "", ""),
    };

    private static CodeSpan Nowhere { get; } = new("", 1, 1, 1, 1);
}

/// <summary>A fact and what it says.</summary>
public sealed record FactReported(string Id, string Value);

/// <summary>How often a rule reported something of a category.</summary>
public sealed record FindingsCounted(string Rule, string Category, int Count);

/// <summary>A measure and its number.</summary>
public sealed record NumberMeasured(string Id, decimal Value);
