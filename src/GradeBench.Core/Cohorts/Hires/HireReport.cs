using GradeBench.Cohorts;

namespace GradeBench.Core.Cohorts.Hires;

/// <summary>
/// What hires have in common, among people of whom the end is known. No learning path is in it. Whoever decides reads the
/// scorecard, so this says what was chosen here, and of the first year only what was recorded of it.
/// </summary>
/// <param name="Quarter">Null for all time.</param>
/// <param name="Lifts">Facts and behaviours, each value that enough people have; the smallest adjusted p first.</param>
/// <param name="Details">What was recorded of those hired.</param>
public sealed record HireReport(
    SampleSource Source, string? Quarter, IReadOnlyList<ItemLift> Lifts, ClaimReading Claim, IReadOnlyList<OutcomeDetail> Details)
{
    /// <summary>Whether any number can be shown.</summary>
    public bool Any => Lifts.Count > 0;
}

/// <summary>Those with one value of an item beside those with another one.</summary>
/// <param name="Item">For example <c>fact:retry.kind</c> or <c>behaviour:cancellation.during</c>.</param>
/// <param name="With">Hired, of those with the value: five people or more.</param>
/// <param name="Without">The same of all others whose value is shown; null when there are none.</param>
/// <param name="Comparison">Null below <see cref="Disclosure.FewestCompared"/> people on either side.</param>
/// <param name="AdjustedP">By Holm over all comparisons of the report; null without one.</param>
public sealed record ItemLift(
    string Item, string Value, SelectionRate With, SelectionRate? Without, LiftComparison? Comparison, double? AdjustedP, LiftVerdict Verdict);

/// <param name="WithInterval">Wilson's, of the rate.</param>
/// <param name="Lift">Rate with over rate without; null when nobody without was hired.</param>
/// <param name="LiftInterval">Koopman's; null when nobody was hired at all.</param>
/// <param name="P">Fisher's test, mid-p.</param>
public sealed record LiftComparison(Interval WithInterval, Interval WithoutInterval, double? Lift, Interval? LiftInterval, double P);

public enum LiftVerdict
{
    /// <summary>Fewer than <see cref="Disclosure.FewestJudged"/> people on a side.</summary>
    TooFewToSay,

    CannotTell,

    HiredMoreOften,

    HiredLessOften,
}

/// <summary>What our data say of the article's claim. It was stated beforehand, so it is tested alone and not adjusted.</summary>
/// <param name="With">Null while fewer than five people have all three.</param>
public sealed record ClaimReading(double Claimed, SelectionRate? With, SelectionRate? Without, LiftComparison? Comparison, ClaimVerdict Verdict);

public enum ClaimVerdict
{
    TooFewToSay,

    /// <summary>The interval holds the claimed lift, and no difference at all.</summary>
    CannotTell,

    /// <summary>The interval holds the claimed lift, and not 1.</summary>
    Compatible,

    /// <summary>The interval does not hold the claimed lift.</summary>
    Contradicted,
}

/// <param name="Item">One of <see cref="OutcomeItems"/>.</param>
/// <param name="Counts">Values that five people have or more; the others are not told apart from none.</param>
public sealed record OutcomeDetail(string Item, IReadOnlyList<DetailCount> Counts);

public sealed record DetailCount(string Value, int People);
