namespace GradeBench.Rubrics;

/// <summary>One way in which two versions of a rubric differ, in the words of rubrics and not of text lines.</summary>
/// <param name="Subject">What changed, for example <c>criterion totals, level 3</c>.</param>
/// <param name="Before">What it was; empty for what was added.</param>
/// <param name="After">What it is; empty for what was removed.</param>
public sealed record RubricChange(RubricChangeKind Kind, string Subject, string Before, string After)
{
    /// <summary>Whether scores can differ through it. Titles and anchors only say better what was judged all along.</summary>
    public bool MovesScores => Kind is not (RubricChangeKind.Title or RubricChangeKind.Level);
}

public enum RubricChangeKind
{
    Added,
    Removed,
    Title,
    Weight,

    /// <summary>A criterion counts toward another dimension.</summary>
    Dimension,

    /// <summary>How a criterion's sources become one score.</summary>
    Combination,

    /// <summary>What decides a criterion.</summary>
    Binding,

    /// <summary>A level was added, removed, reworded or given another score.</summary>
    Level,

    Gate,
}
