using GradeBench.Rubrics;

namespace GradeBench.Web.Candidate;

/// <summary>
/// What a candidate may see of a result: levels with their anchors and behaviours in the pack's own words. Test names,
/// inputs, seeds, expected values and other people's numbers are not in it, so no page can show them by mistake.
/// </summary>
public sealed record CandidateResult(
    bool Compiled,
    IReadOnlyList<CompilerMessage> CompilerMessages,
    IReadOnlyList<DimensionLevels> Dimensions,
    IReadOnlyList<CandidateBehaviour> Behaviours)
{
    public static CandidateResult Of(Evidence evidence, Scorecard scorecard) => new(
        evidence.Compile.Succeeded,
        [.. evidence.Compile.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(CompilerMessage.Of)],
        [.. scorecard.Dimensions.Select(d => new DimensionLevels(
            d.Id, d.Title, [.. scorecard.Criteria.Where(c => c.Dimension == d.Id).Select(CriterionLevel.Of)]))],
        [.. evidence.Behaviours.Select(b => new CandidateBehaviour(b.Title, b.Passed, b.Passed ? null : b.CandidateSentence))]);
}

/// <param name="Where">File and line of the candidate's own code; null when it concerns no line.</param>
public sealed record CompilerMessage(string Id, string Text, string? Where)
{
    public static CompilerMessage Of(CompilerDiagnostic diagnostic) => new(
        diagnostic.Id, diagnostic.Message, diagnostic.Location is { } at ? $"{at.File}:{at.StartLine}" : null);
}

public sealed record DimensionLevels(string Id, string Title, IReadOnlyList<CriterionLevel> Criteria);

/// <param name="Level">1 to 10.</param>
/// <param name="Anchor">What was seen, as the rubric words it for that level.</param>
/// <param name="Next">What the next level looks like; null on the highest.</param>
public sealed record CriterionLevel(string Title, int Level, string Anchor, string? Next)
{
    public static CriterionLevel Of(CriterionScore score) => new(score.Title, score.Level.Score, score.Level.Anchor, score.NextLevel?.Anchor);
}

/// <param name="Sentence">What was seen instead; null when it passed or nothing more can be said.</param>
public sealed record CandidateBehaviour(string Title, bool Passed, string? Sentence);
