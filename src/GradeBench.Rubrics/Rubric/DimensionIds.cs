namespace GradeBench.Rubrics;

/// <summary>The dimensions every assessment scores. The set is closed, because cohorts are compared per dimension across assessments.</summary>
public static class DimensionIds
{
    /// <summary>Core language.</summary>
    public const string Language = "language";

    public const string Concurrency = "concurrency";

    /// <summary>Type discipline and static analysis.</summary>
    public const string Typing = "typing";

    /// <summary>Error handling and retries.</summary>
    public const string Resilience = "resilience";

    /// <summary>All of them, in the order they are shown.</summary>
    public static IReadOnlyList<string> All { get; } = [Language, Concurrency, Typing, Resilience];
}
