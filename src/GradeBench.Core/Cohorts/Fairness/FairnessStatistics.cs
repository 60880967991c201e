using GradeBench.Cohorts;
using GradeBench.Core.Cohorts.Items;

namespace GradeBench.Core.Cohorts.Fairness;

/// <summary>One cell of a report's counts.</summary>
internal readonly record struct Stratum(string Item, LearningPath Cohort, int Band, int People, int Met);

/// <summary>Turns counts by ability into what may be said of items; pure.</summary>
internal static class FairnessStatistics
{
    private const int Tens = 10;

    private static readonly (LearningPath First, LearningPath Second)[] Pairs =
    [
        (LearningPath.CsDegree, LearningPath.Bootcamp), (LearningPath.CsDegree, LearningPath.SelfTaught), (LearningPath.Bootcamp, LearningPath.SelfTaught),
    ];

    /// <param name="shown">Cohorts that the cohort page shows.</param>
    /// <param name="asOf">Per cohort the month its counts are of.</param>
    public static FairnessReport Of(
        SampleSource source, IReadOnlyList<Stratum> strata, IReadOnlySet<LearningPath> shown, IReadOnlyDictionary<LearningPath, string> asOf)
    {
        var items = WithRules(strata).GroupBy(s => s.Item).ToDictionary(g => g.Key, g => g.ToArray());
        var people = items.Values
            .SelectMany(cells => cells.GroupBy(c => c.Cohort).Select(g => (Cohort: g.Key, People: g.Sum(c => c.People))))
            .GroupBy(c => c.Cohort)
            .ToDictionary(g => g.Key, g => g.Max(c => c.People));
        var cohorts = people.Where(p => p.Value >= Disclosure.FewestJudged && shown.Contains(p.Key) && asOf.ContainsKey(p.Key)).Select(p => p.Key).ToHashSet();
        var found = items
            .SelectMany(item => Pairs
                .Where(pair => cohorts.Contains(pair.First) && cohorts.Contains(pair.Second))
                .Where(pair => Enough(item.Value, pair.First) && Enough(item.Value, pair.Second))
                .Select(pair => (Item: item.Key, Pair: pair, Result: MantelHaenszel.Of(Strata(item.Value, pair.First, pair.Second)))))
            .ToArray();
        var tested = found.Where(f => f.Result is not null).ToArray();
        var adjusted = HolmAdjustment.Of([.. tested.Select(f => f.Result!.P)]);

        return new FairnessReport(
            source,
            [.. Pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct().Where(cohorts.Contains).Select(c => new StratifiedCohort(c, asOf[c], people[c] / Tens * Tens))],
            [
                .. tested.Zip(adjusted)
                    .OrderByDescending(t => t.First.Result!.ClassAt(t.Second) ?? EtsClass.A)
                    .ThenByDescending(t => Math.Abs(t.First.Result!.Delta ?? 0))
                    .ThenBy(t => t.First.Item, StringComparer.Ordinal).ThenBy(t => t.First.Pair)
                    .Select(t => Rounded(t.First.Item, t.First.Pair, t.First.Result!, t.Second)),
            ]);
    }

    /// <summary>Whether a path has enough people in an item; one that some did not get to is no measure of the path.</summary>
    private static bool Enough(Stratum[] cells, LearningPath cohort) => cells.Where(c => c.Cohort == cohort).Sum(c => c.People) >= Disclosure.FewestJudged;

    private static IEnumerable<AbilityStratum> Strata(Stratum[] cells, LearningPath first, LearningPath second) =>
        cells.GroupBy(c => c.Band).Select(band =>
        {
            var (a, b) = (Sum(band, first), Sum(band, second));
            return new AbilityStratum(a.Met, a.People - a.Met, b.Met, b.People - b.Met);
        });

    private static (int People, int Met) Sum(IEnumerable<Stratum> cells, LearningPath cohort) =>
        cells.Where(c => c.Cohort == cohort).Aggregate((People: 0, Met: 0), (sum, c) => (sum.People + c.People, sum.Met + c.Met));

    /// <summary>A rule is met by whoever it said nothing to: everybody who was read, less those it reported.</summary>
    private static IEnumerable<Stratum> WithRules(IReadOnlyList<Stratum> strata)
    {
        var read = strata.Where(s => s.Item == ItemId.AllRules).ToArray();
        var reported = strata.Where(s => s.Item.StartsWith(ItemId.Rule, StringComparison.Ordinal)).ToLookup(s => s.Item);

        return strata
            .Where(s => s.Item.StartsWith(ItemId.Behaviour, StringComparison.Ordinal) || s.Item.StartsWith(ItemId.Criterion, StringComparison.Ordinal))
            .Concat(reported.SelectMany(rule => read.Select(all => all with
            {
                Item = rule.Key,
                Met = all.People - rule.Where(r => r.Cohort == all.Cohort && r.Band == all.Band).Sum(r => r.People),
            })));
    }

    /// <summary>Few digits, so that nobody can search for the counts that give exactly these numbers.</summary>
    private static ItemFairness Rounded(string item, (LearningPath First, LearningPath Second) pair, MantelHaenszel result, double p) => new(
        item, pair.First, pair.Second, Two(result.OddsRatio),
        result.IntervalAt() is { } interval ? new Interval(Math.Round(interval.Lower, 2), Math.Round(interval.Upper, 2)) : null,
        Two(result.Delta), Math.Round(p, 3), result.ClassAt(p));

    private static double? Two(double? value) => value is { } exact ? Math.Round(exact, 2) + 0.0 : null; // Not minus zero.
}
