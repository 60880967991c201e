using GradeBench.Rubrics;

namespace GradeBench.Core.Candidates;

/// <summary>
/// What is left of a result when code or output is erased: verdicts, values and scores, which statistics and rubric changes go
/// on using.
/// </summary>
internal static class ErasedResult
{
    /// <param name="note">Stands where something quoted the code.</param>
    public static Evidence WithoutCode(Evidence evidence, string note) => evidence with
    {
        Compile = evidence.Compile with { Diagnostics = [] },
        Facts = [.. evidence.Facts.Select(f => f with { Explanation = note, Lines = [] })],
        Findings = [.. evidence.Findings.Select(f => f with { Message = note, Location = new CodeSpan("", 1, 1, 1, 1) })],
        Measures = [.. evidence.Measures.Select(m => m with { Lines = [] })],
        NotAnalysed = [.. evidence.NotAnalysed.Select(_ => new AnalysisGap(note, null))],
        Flags = [],
    };

    /// <inheritdoc cref="WithoutCode(Evidence, string)"/>
    public static Scorecard WithoutCode(Scorecard scorecard, string note) => scorecard with
    {
        Criteria = [.. scorecard.Criteria.Select(c => c with { Evidence = WithoutCode(c.Evidence, note) })],
        Gates = [.. scorecard.Gates.Select(g => g with { Evidence = WithoutCode(g.Evidence, note) })],
    };

    public static Evidence WithoutOutput(Evidence evidence) => evidence with
    {
        Compile = evidence.Compile with { Diagnostics = [] },
        Behaviours = [.. evidence.Behaviours.Select(b => b with { Detail = null, Console = null })],
    };

    // Behaviours are told in the pack's own words; everything else may quote the code.
    private static IReadOnlyList<DecidingEvidence> WithoutCode(IReadOnlyList<DecidingEvidence> evidence, string note) =>
        [.. evidence.Select(e => e.Kind is EvidenceKind.Behaviour or EvidenceKind.Measure ? e with { Lines = [] } : e with { Text = note, Lines = [] })];
}
