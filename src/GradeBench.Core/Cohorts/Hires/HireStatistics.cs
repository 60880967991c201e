using GradeBench.Cohorts;
using GradeBench.Core.Cohorts.Items;

namespace GradeBench.Core.Cohorts.Hires;

/// <summary>Turns counts into what may be said of hires; pure.</summary>
internal static class HireStatistics
{
    private const double Significant = 0.05;

    /// <param name="counts">Each value of each item once, with how many have it and how many of them were hired.</param>
    public static HireReport Of(SampleSource source, string? quarter, IReadOnlyList<(string Item, string Value, SelectionRate Rate)> counts)
    {
        var items = counts.GroupBy(c => c.Item).ToDictionary(g => g.Key, g => g.OrderBy(c => c.Value, StringComparer.Ordinal).ToArray());
        var pairs = items
            .Where(item => item.Key.StartsWith(ItemId.Fact, StringComparison.Ordinal) || item.Key.StartsWith(ItemId.Behaviour, StringComparison.Ordinal))
            .SelectMany(item => Pairs(item.Value))
            .ToArray();
        var compared = pairs.Where(p => p.Comparison is not null).ToArray();
        var adjusted = compared.Zip(HolmAdjustment.Of([.. compared.Select(p => p.Comparison!.P)])).ToDictionary(p => p.First, p => p.Second);

        return new HireReport(
            source,
            quarter,
            [
                .. pairs
                    .Select(pair => adjusted.TryGetValue(pair, out var p) ? pair with { AdjustedP = p, Verdict = Verdict(pair, p) } : pair)
                    .OrderBy(lift => lift.AdjustedP ?? 2).ThenBy(lift => lift.Comparison?.P ?? 2)
                    .ThenBy(lift => lift.Item, StringComparer.Ordinal).ThenBy(lift => lift.Value, StringComparer.Ordinal),
            ],
            Claim(items.GetValueOrDefault(ItemId.Claim) ?? []),
            [
                .. new[] { OutcomeItems.Weeks, OutcomeItems.Salary, OutcomeItems.Year }
                    .Where(items.ContainsKey)
                    .Select(item => new OutcomeDetail(item, [.. items[item].Select(c => new DetailCount(c.Value, c.Rate.Total))])),
            ]);
    }

    /// <summary>Of two values one says everything: the row of the other would be its mirror image, and cost Holm's adjustment twice.</summary>
    private static IEnumerable<ItemLift> Pairs((string Item, string Value, SelectionRate Rate)[] values) =>
        values.Skip(values.Length == 2 ? 1 : 0).Select(value =>
        {
            var others = values.Where(v => v.Value != value.Value).Select(v => v.Rate).ToArray();
            SelectionRate? without = others.Length == 0 ? null : new(others.Sum(r => r.Passed), others.Sum(r => r.Total));
            return new ItemLift(value.Item, value.Value, value.Rate, without, Compare(value.Rate, without), null, LiftVerdict.TooFewToSay);
        });

    private static LiftComparison? Compare(SelectionRate? with, SelectionRate? without) =>
        with is { Total: >= Disclosure.FewestCompared } a && without is { Total: >= Disclosure.FewestCompared } b
            ? new LiftComparison(
                WilsonInterval.Of(a.Passed, a.Total), WilsonInterval.Of(b.Passed, b.Total), b.Passed == 0 ? null : a.Value / b.Value,
                RiskRatio.Koopman(a, b), FisherTest.Of(a, b).MidP)
            : null;

    private static LiftVerdict Verdict(ItemLift pair, double p) => pair switch
    {
        { With.Total: < Disclosure.FewestJudged } or { Without: null or { Total: < Disclosure.FewestJudged } } => LiftVerdict.TooFewToSay,
        { Comparison.LiftInterval: { Lower: > 1 } } when p < Significant => LiftVerdict.HiredMoreOften,
        { Comparison.LiftInterval: { Upper: < 1 } } when p < Significant => LiftVerdict.HiredLessOften,
        _ => LiftVerdict.CannotTell,
    };

    private static ClaimReading Claim((string Item, string Value, SelectionRate Rate)[] values)
    {
        SelectionRate? with = Rate("all"), without = Rate("not-all");
        var comparison = Compare(with, without);
        var verdict = comparison?.LiftInterval switch
        {
            null => ClaimVerdict.TooFewToSay,
            _ when with!.Value.Total < Disclosure.FewestJudged || without!.Value.Total < Disclosure.FewestJudged => ClaimVerdict.TooFewToSay,
            { } interval when !interval.Contains(ArticleClaim.Lift) => ClaimVerdict.Contradicted,
            { } interval => interval.Contains(1) ? ClaimVerdict.CannotTell : ClaimVerdict.Compatible,
        };
        return new ClaimReading(ArticleClaim.Lift, with, without, comparison, verdict);

        SelectionRate? Rate(string value) => values.Where(v => v.Value == value).Select(v => (SelectionRate?)v.Rate).SingleOrDefault();
    }
}
