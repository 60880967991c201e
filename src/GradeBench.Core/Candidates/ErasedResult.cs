using GradeBench.Rubrics;

namespace GradeBench.Core.Candidates;

/// <summary>
/// What is left of a result when its candidate's data is erased: verdicts, values and scores, which statistics and rubric
/// changes go on using, and no word or line of the code.
/// </summary>
internal static class ErasedResult
{
    private const string Gone = "Erased at the candidate's request.";

    public static Evidence Of(Evidence evidence) => evidence with
    {
        Compile = evidence.Compile with { Diagnostics = [] },
        Behaviours = [.. evidence.Behaviours.Select(b => b with { Detail = null, Console = null })],
        Facts = [.. evidence.Facts.Select(f => f with { Explanation = Gone, Lines = [] })],
        Findings = [.. evidence.Findings.Select(f => f with { Message = Gone, Location = new CodeSpan("", 1, 1, 1, 1) })],
        NotAnalysed = [.. evidence.NotAnalysed.Select(_ => new AnalysisGap(Gone, null))],
        Flags = [],
    };

    public static Scorecard Of(Scorecard scorecard) => scorecard with
    {
        Criteria = [.. scorecard.Criteria.Select(c => c with { Evidence = Of(c.Evidence) })],
        Gates = [.. scorecard.Gates.Select(g => g with { Evidence = Of(g.Evidence) })],
    };

    // Behaviours are told in the pack's own words; everything else may quote the code.
    private static IReadOnlyList<DecidingEvidence> Of(IReadOnlyList<DecidingEvidence> evidence) =>
        [.. evidence.Select(e => e.Kind is EvidenceKind.Behaviour or EvidenceKind.Measure ? e with { Lines = [] } : e with { Text = Gone, Lines = [] })];
}
