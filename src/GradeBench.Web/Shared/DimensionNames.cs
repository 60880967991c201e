using GradeBench.Rubrics;

namespace GradeBench.Web.Shared;

/// <summary>How the dimensions are called in tables over several rubrics: in the words and the order of the published ones. A single rubric has titles of its own.</summary>
public static class DimensionNames
{
    public static IReadOnlyList<(string Id, string Title)> All { get; } =
    [
        (DimensionIds.Concurrency, "Concurrency"),
        (DimensionIds.Resilience, "Error handling"),
        (DimensionIds.Language, "Core language"),
        (DimensionIds.Typing, "Type discipline"),
    ];
}
