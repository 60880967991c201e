namespace GradeBench.Rubrics;

/// <summary>What a criterion's score comes from: exactly one of the nested cases. Each yields a score from 1 to 10.</summary>
public abstract record EvidenceSource
{
    private EvidenceSource()
    {
    }

    /// <summary>Share of the criterion in percent when its sources are averaged; they sum to 100.</summary>
    public decimal Share { get; init; } = 100;

    /// <summary>
    /// Partial credit for hidden tests: 1 when none of the named behaviours passed, 10 when all did, linear between.
    /// An id that was not tested counts as not shown.
    /// </summary>
    /// <param name="Patterns">Behaviour ids, groups such as <c>cancellation.*</c>, or <c>*</c>.</param>
    public sealed record Behaviours(IReadOnlyList<string> Patterns) : EvidenceSource;

    /// <summary>A table from a fact's value to a score.</summary>
    /// <param name="Otherwise">Score of a value that is not in the table, and of a fact that was not reported.</param>
    public sealed record FactValue(string Fact, IReadOnlyDictionary<string, decimal> Scores, decimal Otherwise) : EvidenceSource;

    /// <summary>10 minus a deduction for each finding, at least 1.</summary>
    /// <param name="Patterns">Rule ids or categories.</param>
    /// <param name="Each">Points one finding costs.</param>
    /// <param name="AtMost">Points all of them cost together, at most 9.</param>
    public sealed record FindingDeduction(IReadOnlyList<string> Patterns, decimal Each, decimal AtMost) : EvidenceSource;

    /// <summary>A score for the number of findings: the step with the highest bound reached decides; below the first it is 10.</summary>
    /// <param name="Patterns">Rule ids or categories.</param>
    /// <param name="Steps">Counts in ascending order.</param>
    public sealed record FindingCount(IReadOnlyList<string> Patterns, IReadOnlyList<Threshold> Steps) : EvidenceSource;

    /// <summary>A score for a measured number: the first threshold that holds decides.</summary>
    /// <param name="Bounds">Whether a threshold holds at or below its bound (ascending) or at or above it (descending).</param>
    /// <param name="Otherwise">Score when no threshold holds, and of a measure that was not taken.</param>
    public sealed record MeasureThreshold(
        string Measure, BoundKind Bounds, IReadOnlyList<Threshold> Thresholds, decimal Otherwise) : EvidenceSource;
}

/// <summary>A bound and the score it stands for.</summary>
public sealed record Threshold(decimal Bound, decimal Score);

public enum BoundKind
{
    AtMost,
    AtLeast,
}
