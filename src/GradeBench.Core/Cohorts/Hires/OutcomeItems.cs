using GradeBench.Core.Cohorts.Items;

namespace GradeBench.Core.Cohorts.Hires;

/// <summary>What is counted of the people who were hired.</summary>
public static class OutcomeItems
{
    public const string Weeks = ItemId.Outcome + "weeks-to-hire";

    public const string Salary = ItemId.Outcome + "salary-band";

    public const string Year = ItemId.Outcome + "after-a-year";

    public const string There = "still-there";

    public const string Gone = "gone";

    /// <summary>The spans weeks are counted in; single weeks would have too few people each.</summary>
    public static IReadOnlyList<string> Spans { get; } = ["0-4", "5-8", "9-13", "14-26", "27 and more"];

    internal static string Span(int weeks) => Spans[weeks switch { <= 4 => 0, <= 8 => 1, <= 13 => 2, <= 26 => 3, _ => 4 }];
}
