using GradeBench.Rubrics;

namespace GradeBench.Web.Shared;

/// <summary>How the dimensions are called in tables over several rubrics; a single rubric has titles of its own.</summary>
public static class DimensionNames
{
    public static IReadOnlyList<(string Id, string Title)> All { get; } =
    [
        (DimensionIds.Language, "Language"),
        (DimensionIds.Concurrency, "Concurrency"),
        (DimensionIds.Typing, "Typing"),
        (DimensionIds.Resilience, "Resilience"),
    ];
}
