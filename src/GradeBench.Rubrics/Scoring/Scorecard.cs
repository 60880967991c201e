namespace GradeBench.Rubrics;

/// <summary>
/// What a submission scored under one rubric, and why. Derived from evidence alone and equal for equal evidence: nothing
/// in it depends on when, where or how often it was computed.
/// </summary>
/// <remarks>
/// Scores are from 1.0 to 10.0 with one decimal. Each is rounded once, from the exact value (half away from zero), so a
/// total can differ by 0.1 from what the rounded parts suggest.
/// </remarks>
public sealed record Scorecard
{
    /// <summary>The version of this record's stored form.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    public required RubricReference Rubric { get; init; }

    /// <summary>Version of the pack the evidence was made with.</summary>
    public required string PackVersion { get; init; }

    /// <summary>Format of the evidence it was derived from.</summary>
    public required int EvidenceFormat { get; init; }

    /// <summary>The dimensions' scores by their weights.</summary>
    public required decimal Overall { get; init; }

    /// <summary>In the rubric's order.</summary>
    public required IReadOnlyList<DimensionScore> Dimensions { get; init; }

    /// <summary>In the rubric's order.</summary>
    public required IReadOnlyList<CriterionScore> Criteria { get; init; }

    /// <summary>The gates whose condition held, in the rubric's order. Usually none.</summary>
    public required IReadOnlyList<AppliedGate> Gates { get; init; }
}

/// <summary>Exactly which rules were applied.</summary>
/// <param name="Id">The rubric's id, which is the assessment's.</param>
/// <param name="ContentHash">SHA-256 of the rubric's text in lower-case hex.</param>
public sealed record RubricReference(string Id, string Version, string ContentHash);

/// <summary>The score of one dimension: its criteria by their weights.</summary>
/// <param name="Weight">Share of the overall score in percent.</param>
public sealed record DimensionScore(string Id, string Title, decimal Weight, decimal Score);

/// <summary>The score of one criterion and everything that decided it.</summary>
/// <param name="Weight">Share of its dimension in percent.</param>
/// <param name="Score">What counts: the evidence's score, or a gate's cap when that is lower.</param>
/// <param name="EvidenceScore">What the evidence alone comes to.</param>
/// <param name="CappedBy">Id of the gate that lowered the score; null when none did.</param>
/// <param name="Level">
/// The level reached by what was seen: that of <paramref name="EvidenceScore"/>, also where a gate caps the score. For
/// what does not compile, where nothing was seen, that of <paramref name="Score"/>.
/// </param>
/// <param name="NextLevel">The level to aim for; null on the highest.</param>
/// <param name="Evidence">All evidence the criterion looked at, in the rubric's order; what cost points says how many.</param>
public sealed record CriterionScore(
    string Id,
    string Title,
    string Dimension,
    decimal Weight,
    decimal Score,
    decimal EvidenceScore,
    string? CappedBy,
    Level Level,
    Level? NextLevel,
    IReadOnlyList<DecidingEvidence> Evidence);

/// <summary>One piece of evidence a criterion or gate looked at.</summary>
/// <param name="Id">Id of the behaviour, fact or measure, or the rule of the finding or compiler message.</param>
/// <param name="Value">
/// The verdict, the fact's value, <c>reported</c> or <c>none</c> for findings, or the threshold a measure met; never the
/// measured number itself, which differs from run to run.
/// </param>
/// <param name="Text">What a reader is told: a behaviour's title or candidate sentence, a fact's explanation, a finding's message.</param>
/// <param name="Lost">Points it cost on the criterion's scale from 1 to 10, with two decimals; 0 when it cost nothing.</param>
/// <param name="Lines">The lines that prove it; may be empty.</param>
public sealed record DecidingEvidence(
    EvidenceKind Kind, string Id, string Value, string Text, decimal Lost, IReadOnlyList<CodeSpan> Lines);

public enum EvidenceKind
{
    Behaviour,
    Fact,
    Finding,
    Measure,

    /// <summary>A message of the compiler.</summary>
    Compile,
}

/// <summary>A gate whose condition held.</summary>
/// <param name="AtMost">The cap.</param>
/// <param name="Dimensions">Ids of the dimensions it capped.</param>
/// <param name="Evidence">What made the condition hold.</param>
public sealed record AppliedGate(
    string Id, string Title, decimal AtMost, IReadOnlyList<string> Dimensions, IReadOnlyList<DecidingEvidence> Evidence);
