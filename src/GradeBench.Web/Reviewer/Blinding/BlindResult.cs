using GradeBench.Rubrics;

namespace GradeBench.Web.Reviewer.Blinding;

/// <summary>A result in which everything that quotes the candidate's files is hidden as it is in the files themselves.</summary>
internal static class BlindResult
{
    public static Evidence Hide(this BlindText blind, Evidence evidence) => evidence with
    {
        Compile = evidence.Compile with
        {
            Diagnostics = [.. evidence.Compile.Diagnostics.Select(d => d with { Message = blind.Hide(d.Message), Location = d.Location is { } at ? blind.Hide(at) : null })],
        },
        Behaviours = [.. evidence.Behaviours.Select(b => b with { CandidateSentence = blind.HideOrNull(b.CandidateSentence), Detail = blind.HideOrNull(b.Detail), Console = blind.HideOrNull(b.Console) })],
        Facts = [.. evidence.Facts.Select(f => f with { Explanation = blind.Hide(f.Explanation), Lines = blind.Hide(f.Lines) })],
        Findings = [.. evidence.Findings.Select(f => f with { Message = blind.Hide(f.Message), Location = blind.Hide(f.Location) })],
        Measures = [.. evidence.Measures.Select(m => m with { Lines = blind.Hide(m.Lines) })],
        NotAnalysed = [.. evidence.NotAnalysed.Select(g => new AnalysisGap(blind.Hide(g.Reason), g.Location is { } at ? blind.Hide(at) : null))],
        Flags = [.. evidence.Flags.Select(blind.Hide)],
    };

    public static Scorecard Hide(this BlindText blind, Scorecard scorecard) => scorecard with
    {
        Criteria = [.. scorecard.Criteria.Select(c => c with { Evidence = blind.Hide(c.Evidence) })],
        Gates = [.. scorecard.Gates.Select(g => g with { Evidence = blind.Hide(g.Evidence) })],
    };

    private static List<DecidingEvidence> Hide(this BlindText blind, IReadOnlyList<DecidingEvidence> evidence) =>
        [.. evidence.Select(e => e with { Text = blind.Hide(e.Text), Lines = blind.Hide(e.Lines) })];

    private static List<CodeSpan> Hide(this BlindText blind, IReadOnlyList<CodeSpan> lines) => [.. lines.Select(blind.Hide)];

    private static CodeSpan Hide(this BlindText blind, CodeSpan span) => span with { File = blind.Hide(span.File) };

    private static string? HideOrNull(this BlindText blind, string? text) => text is null ? null : blind.Hide(text);
}
