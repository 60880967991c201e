namespace GradeBench.Core.Cohorts.Effort;

/// <summary>The spans in which stated hours are counted: wide enough that each fills, and the same for every assessment.</summary>
public static class EffortBands
{
    public const decimal Least = 0.5m;

    /// <summary>More than that is a mistake or a joke.</summary>
    public const decimal Most = 60;

    private static readonly (string Name, decimal Below)[] Bands = [("under-2", 2), ("2-to-3", 3), ("3-to-4", 4), ("4-to-6", 6), ("6-and-more", decimal.MaxValue)];

    /// <summary>Ascending.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Bands.Select(b => b.Name)];

    public static string Of(decimal hours) => Bands.First(b => hours < b.Below).Name;

    /// <summary>Whether it can be stated: in half hours, and no joke.</summary>
    public static bool Allows(decimal hours) => hours is >= Least and <= Most && hours * 2 == decimal.Truncate(hours * 2);
}
