namespace GradeBench.Rubrics;

/// <summary>The bounds the loader enforces; rubrics/rubric.schema.json states the same.</summary>
internal static class RubricLimits
{
    public const decimal LowestScore = 1;
    public const decimal HighestScore = 10;
    public const int MaxTextLength = 256 * 1024;
    public const int MaxDepth = 32;

    /// <summary>Every criterion needs an anchor in each of these ranges, or reviewers read the scale differently.</summary>
    public static readonly (string Name, int From, int To)[] RequiredAnchors = [("low", 1, 2), ("middle", 5, 6), ("high", 9, 10)];
}
