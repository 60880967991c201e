using System.Text.Json.Serialization;
using GradeBench.Core.Reviews;
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
    /// <param name="gates">Those that hold for the scorecard.</param>
    /// <param name="reviewed">The scorecard as the finished reviews leave it.</param>
    /// <param name="rubric">The rules it was scored by; needed only where reviewers changed a level.</param>
    public static CandidateFeedback Of(Evidence evidence, IReadOnlyList<AppliedGate> gates, ReviewedScorecard reviewed, Rubric? rubric) => new(
        evidence.Compile.Succeeded,
        CompilerMessage.ErrorsOf(evidence),
        [.. reviewed.Dimensions.Select(d => new FeedbackDimension(
            d.Score.Id, d.Score.Title,
            [.. reviewed.Criteria.Where(c => c.Score.Dimension == d.Score.Id).Select(c => FeedbackCriterion.Of(c, rubric))],
            [.. gates.Where(g => evidence.Compile.Succeeded && g.Dimensions.Contains(d.Score.Id)).Select(g => new FeedbackLimit(g.Title, g.AtMost))]))],
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

/// <param name="Limits">Empty for what does not compile, where nothing else was looked at.</param>
public sealed record FeedbackDimension(string Id, string Title, IReadOnlyList<FeedbackCriterion> Criteria, IReadOnlyList<FeedbackLimit> Limits);

/// <summary>A gate of the rubric that holds.</summary>
/// <param name="Title">What was seen.</param>
/// <param name="AtMost">No criterion of the dimension scores more, whatever its level is.</param>
public sealed record FeedbackLimit(string Title, decimal AtMost);

/// <summary>Whose level a candidate reads. Never a name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LevelBasis>))]
public enum LevelBasis
{
    /// <summary>What the tests and the analysis say; nobody has reviewed it.</summary>
    Machine,

    /// <summary>The same, and a reviewer agreed.</summary>
    Confirmed,

    /// <summary>A reviewer set it instead of the machine's.</summary>
    Reviewer,

    /// <summary>The machine's, while reviewers do not agree about it.</summary>
    Disputed,
}

/// <param name="Id">Of the criterion in the published rubric.</param>
/// <param name="Level">1 to 10: the one that holds.</param>
/// <param name="MachineLevel">What the machine said, which a reviewer may have replaced.</param>
/// <param name="Anchor">What the rubric's words are for that level.</param>
/// <param name="Seen">What cost points by the machine's reckoning; empty where nothing did.</param>
/// <param name="Next">What the next level looks like; null on the highest.</param>
public sealed record FeedbackCriterion(
    string Id, string Title, int Level, LevelBasis Basis, int MachineLevel, string Anchor, IReadOnlyList<SeenEvidence> Seen, string? Next)
{
    private const int MostSeen = 5;

    internal static FeedbackCriterion Of(ReviewedCriterion criterion, Rubric? rubric)
    {
        var score = criterion.Score;
        var machine = new FeedbackCriterion(
            score.Id, score.Title, score.Level.Score, BasisOf(criterion), score.Level.Score, score.Level.Anchor,
            [.. score.Evidence.Where(e => e.Lost > 0).OrderByDescending(e => e.Lost).Select(SeenEvidence.Of).Distinct().Take(MostSeen)],
            score.NextLevel?.Anchor);
        if (machine.Basis != LevelBasis.Reviewer)
        {
            return machine;
        }

        var set = (int)criterion.Level!.Value;
        var levels = rubric?.Criteria.FirstOrDefault(c => c.Id == score.Id)?.Levels ?? [];
        return machine with
        {
            Level = set,
            Anchor = levels.LastOrDefault(l => l.Score <= set)?.Anchor ?? (levels is [var lowest, ..] ? lowest.Anchor : ""),
            Next = levels.FirstOrDefault(l => l.Score > set)?.Anchor,
        };
    }

    private static LevelBasis BasisOf(ReviewedCriterion criterion) => criterion switch
    {
        { Level: null } => LevelBasis.Disputed,
        { Changed: true } => LevelBasis.Reviewer,
        { Given.Count: > 0 } => LevelBasis.Confirmed,
        _ => LevelBasis.Machine,
    };
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
