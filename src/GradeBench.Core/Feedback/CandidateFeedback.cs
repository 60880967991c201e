using GradeBench.Rubrics;

namespace GradeBench.Core.Feedback;

/// <summary>
/// What a candidate may read of a result: levels with their anchors, what was seen, in the pack's and rubric's own words.
/// Ids of behaviours and rules, test names, inputs, seeds, expected values, scores of others and paths that are not the
/// candidate's own are not in it, so no page, file or mail can show them by mistake.
/// </summary>
public sealed record CandidateFeedback(
    bool Compiled,
    IReadOnlyList<CompilerMessage> CompilerMessages,
    IReadOnlyList<FeedbackDimension> Dimensions,
    IReadOnlyList<FeedbackBehaviour> Behaviours)
{
    public static CandidateFeedback Of(Evidence evidence, Scorecard scorecard) => new(
        evidence.Compile.Succeeded,
        CompilerMessage.ErrorsOf(evidence),
        [.. scorecard.Dimensions.Select(d => new FeedbackDimension(
            d.Id, d.Title, [.. scorecard.Criteria.Where(c => c.Dimension == d.Id).Select(FeedbackCriterion.Of)]))],
        [.. evidence.Behaviours.Select(FeedbackBehaviour.Of)]);

    public FeedbackCriterion? Find(string criterionId) => Dimensions.SelectMany(d => d.Criteria).FirstOrDefault(c => c.Id == criterionId);
}

/// <param name="Where">File and line of the candidate's own code; null when it concerns no line.</param>
public sealed record CompilerMessage(string Id, string Text, string? Where)
{
    public static IReadOnlyList<CompilerMessage> ErrorsOf(Evidence evidence) =>
    [
        .. evidence.Compile.Diagnostics
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => new CompilerMessage(d.Id, d.Message, d.Location is { } at ? $"{at.File}:{at.StartLine}" : null)),
    ];
}

public sealed record FeedbackDimension(string Id, string Title, IReadOnlyList<FeedbackCriterion> Criteria);

/// <param name="Id">Of the criterion in the published rubric.</param>
/// <param name="Level">1 to 10.</param>
/// <param name="Anchor">What was seen, as the rubric words it for that level.</param>
/// <param name="Seen">What cost points; empty where nothing did.</param>
/// <param name="Next">What the next level looks like; null on the highest.</param>
public sealed record FeedbackCriterion(string Id, string Title, int Level, string Anchor, IReadOnlyList<SeenEvidence> Seen, string? Next)
{
    private const int MostSeen = 5;

    public static FeedbackCriterion Of(CriterionScore score) => new(
        score.Id, score.Title, score.Level.Score, score.Level.Anchor,
        [.. score.Evidence.Where(e => e.Lost > 0).OrderByDescending(e => e.Lost).Select(SeenEvidence.Of).Distinct().Take(MostSeen)],
        score.NextLevel?.Anchor);
}

/// <summary>One thing that cost points.</summary>
/// <param name="Where">File and line of the candidate's own code; null when it concerns no line.</param>
public sealed record SeenEvidence(string Text, string? Where)
{
    public static SeenEvidence Of(DecidingEvidence evidence) =>
        new(evidence.Text, evidence.Lines is [var first, ..] ? $"{first.File}:{first.StartLine}" : null);
}

/// <param name="Sentence">What was seen instead; null when it passed or nothing more can be said.</param>
public sealed record FeedbackBehaviour(string Title, bool Passed, string? Sentence)
{
    public static FeedbackBehaviour Of(BehaviourResult result) => new(result.Title, result.Passed, result.Passed ? null : result.CandidateSentence);
}
