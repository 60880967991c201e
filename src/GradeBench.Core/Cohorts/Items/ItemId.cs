namespace GradeBench.Core.Cohorts.Items;

/// <summary>What is counted of a result: the kind before the colon, the rubric's or pack's own id after it.</summary>
internal static class ItemId
{
    public const int Longest = 120;

    public const string Behaviour = "behaviour:";

    public const string Criterion = "criterion:";

    /// <summary>A rule of the analyzers that reported something.</summary>
    public const string Rule = "rule:";

    /// <summary>Stands for everybody whose code was read by the rules.</summary>
    public const string AllRules = "rules";

    public const string Fact = "fact:";

    /// <summary>The hours somebody says they worked: the band as the value, the hours as the score, the overall score as the rest.</summary>
    public const string Effort = "effort";

    public const string Outcome = "outcome:";

    /// <summary>Whether exponential backoff, custom exceptions and a thread-safe counter are all there (<see cref="Hires.ArticleClaim"/>).</summary>
    public const string Claim = "combination:article";

    public const string Passed = "passed";

    public const string Failed = "failed";

    public const string Reported = "reported";
}
