namespace GradeBench.Rubrics.Tests;

/// <summary>Makes evidence for the rubric of <see cref="RubricText"/>. Perfect, until a test says otherwise.</summary>
internal static class EvidenceBuilder
{
    public static Evidence Perfect { get; } = new()
    {
        Assessment = "sample",
        PackVersion = "1.0.0",
        Language = "csharp",
        Compile = new CompileEvidence(true, []),
        Behaviours = [.. RubricText.Behaviours.Select(id => new BehaviourResult(id, $"Title of {id}", BehaviourVerdict.Passed, null, null))],
        Facts = [new Fact("counter.safety", "atomic", "Counts with Interlocked.", [Line(7)])],
        Measures = [new Measure("idle-cpu", 0.05m, "ratio")],
        Conditions = new RunConditions(42, "cgroup-v2", ".NET 10.0.12"),
    };

    public static CodeSpan Line(int line) => new("Runner.cs", line, 1, line, 20);

    public static Evidence With(this Evidence evidence, string behaviour, BehaviourVerdict verdict) => evidence with
    {
        Behaviours = [.. evidence.Behaviours.Select(b => b.Id == behaviour ? b with { Verdict = verdict, CandidateSentence = $"Sentence of {b.Id}." } : b)],
    };

    public static Evidence WithFact(this Evidence evidence, string id, string value) => evidence with
    {
        Facts = [.. evidence.Facts.Where(f => f.Id != id), new Fact(id, value, $"Says {value}.", [Line(9)])],
    };

    public static Evidence WithFindings(this Evidence evidence, string rule, string category, int count) => evidence with
    {
        Findings = [.. evidence.Findings, .. Enumerable.Range(1, count).Select(i => new Finding(rule, category, $"{rule} number {i}.", Line(i)))],
    };

    public static Evidence WithMeasure(this Evidence evidence, string id, decimal value) => evidence with { Measures = [new Measure(id, value, "ratio")] };

    public static Evidence NotCompiling(this Evidence evidence) => evidence with
    {
        Compile = new CompileEvidence(false, [new CompilerDiagnostic("CS1002", DiagnosticSeverity.Error, "; expected", Line(3))]),
        Behaviours = [],
    };
}
