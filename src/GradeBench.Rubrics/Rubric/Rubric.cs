namespace GradeBench.Rubrics;

/// <summary>
/// The scoring rules of one assessment in one version. Made by <see cref="RubricLoader"/>, which has checked that weights
/// sum to 100 and that every reference leads somewhere.
/// </summary>
/// <param name="Assessment">The assessment's id; it is the rubric's id too, for example <c>task-runner</c>.</param>
/// <param name="Version">Version of the rules, for example <c>1.0.0</c>. A published version never changes.</param>
/// <param name="ContentHash">SHA-256 of the rubric's text (UTF-8, line ends LF) in lower-case hex.</param>
/// <param name="Dimensions">What the criteria count toward; weights sum to 100.</param>
/// <param name="Criteria">All criteria, in the rubric's order.</param>
/// <param name="Gates">Conditions that cap scores.</param>
public sealed record Rubric(
    string Assessment,
    string Version,
    string ContentHash,
    IReadOnlyList<RubricDimension> Dimensions,
    IReadOnlyList<Criterion> Criteria,
    IReadOnlyList<Gate> Gates);

/// <summary>One dimension a rubric scores.</summary>
/// <param name="Id">One of <see cref="DimensionIds.All"/>.</param>
/// <param name="Weight">Share of the overall score in percent.</param>
public sealed record RubricDimension(string Id, string Title, decimal Weight);

/// <summary>One judged behaviour: what it counts toward, what decides it and what its levels look like.</summary>
/// <param name="Weight">Share of its dimension in percent; a dimension's criteria sum to 100.</param>
/// <param name="Combine">How several sources become one score.</param>
/// <param name="Evidence">What decides the score; at least one source.</param>
/// <param name="Levels">Behavioural anchors in ascending order of score, with at least one low, one middle and one high.</param>
public sealed record Criterion(
    string Id,
    string Title,
    string Dimension,
    decimal Weight,
    Combination Combine,
    IReadOnlyList<EvidenceSource> Evidence,
    IReadOnlyList<Level> Levels);

/// <summary>How the sources of one criterion become one score.</summary>
public enum Combination
{
    /// <summary>Average of the sources, weighted by their shares.</summary>
    Average,

    /// <summary>The lowest source decides: what passes by luck does not make up for what the code shows.</summary>
    Lowest,
}

/// <summary>One level of a criterion.</summary>
/// <param name="Score">Reached from this score on, 1 to 10.</param>
/// <param name="Anchor">What one sees in a submission on this level.</param>
public sealed record Level(int Score, string Anchor);
