using GradeBench.Core.Cohorts.Hires;
using GradeBench.Rubrics;

namespace GradeBench.Core.Cohorts.Items;

/// <summary>Reads the items of a result.</summary>
internal static class Observation
{
    /// <summary>Each behaviour, with how many of the others passed. A submission that does not compile has none.</summary>
    public static IEnumerable<ObservedItem> Behaviours(IReadOnlyList<(string Id, bool Passed)> behaviours)
    {
        var all = behaviours.Where(b => Fits(b.Id)).DistinctBy(b => b.Id).ToArray();
        var passed = all.Count(b => b.Passed);
        return all.Select(b =>
        {
            var rest = passed - (b.Passed ? 1 : 0);
            var band = ObservedItem.BandOf((decimal)rest / Math.Max(1, all.Length - 1));
            return new ObservedItem(ItemId.Behaviour + b.Id, b.Passed ? ItemId.Passed : ItemId.Failed, b.Passed ? 1 : 0, rest, band);
        });
    }

    /// <inheritdoc cref="Behaviours(IReadOnlyList{ValueTuple{string, bool}})"/>
    public static IEnumerable<ObservedItem> Behaviours(Evidence evidence) => Behaviours([.. evidence.Behaviours.Select(b => (b.Id, b.Passed))]);

    /// <summary>Each criterion at the level it reached, with the average of the others by what they count.</summary>
    /// <param name="criteria">With their share of the overall score in any unit, and the score their level begins at.</param>
    public static IEnumerable<ObservedItem> Criteria(IReadOnlyList<(string Id, decimal Share, decimal Score, int Level)> criteria)
    {
        var all = criteria.Where(c => Fits(c.Id)).DistinctBy(c => c.Id).ToArray();
        var (shares, points) = (all.Sum(c => c.Share), all.Sum(c => c.Share * c.Score));
        return all.Where(c => shares > c.Share).Select(c =>
        {
            // Four places keep sums short; a difference of a ten-thousandth of a point changes no statistic.
            var rest = Math.Round((points - c.Share * c.Score) / (shares - c.Share), 4);
            return new ObservedItem(
                ItemId.Criterion + c.Id, c.Level.ToString(System.Globalization.CultureInfo.InvariantCulture), c.Score, rest, ObservedItem.BandOf((rest - 1) / 9));
        });
    }

    /// <inheritdoc cref="Criteria(IReadOnlyList{ValueTuple{string, decimal, decimal, int}})"/>
    public static IEnumerable<ObservedItem> Criteria(Scorecard scorecard)
    {
        var weights = scorecard.Dimensions.ToDictionary(d => d.Id, d => d.Weight);
        return Criteria([.. scorecard.Criteria.Select(c => (c.Id, weights.GetValueOrDefault(c.Dimension) * c.Weight, c.Score, c.Level.Score))]);
    }

    /// <summary>Each rule that reported something, and that the code was read at all; how able somebody is, the behaviours say.</summary>
    public static IEnumerable<ObservedItem> Rules(IEnumerable<string> reported, decimal shareOfBehavioursPassed)
    {
        var band = ObservedItem.BandOf(shareOfBehavioursPassed);
        return reported.Where(Fits).Distinct(StringComparer.Ordinal)
            .Select(rule => new ObservedItem(ItemId.Rule + rule, ItemId.Reported, Band: band))
            .Append(new ObservedItem(ItemId.AllRules, ItemId.AllRules, Band: band));
    }

    /// <summary>Everything that is counted of a graded result. Behaviours and rules say nothing of code that does not compile.</summary>
    public static ObservedItem[] Graded(Evidence evidence, Scorecard scorecard) =>
    [
        .. Behaviours(evidence),
        .. Criteria(scorecard),
        .. evidence.Behaviours.Count == 0
            ? []
            : Rules(evidence.Findings.Where(f => !f.IsNote).Select(f => f.Rule), (decimal)evidence.Behaviours.Count(b => b.Passed) / evidence.Behaviours.Count),
    ];

    /// <summary>Each fact, and whether the article's three come together.</summary>
    public static IEnumerable<ObservedItem> Facts(IReadOnlyList<Fact> facts)
    {
        var items = facts
            .Where(f => Fits(f.Id) && Fits(f.Value))
            .DistinctBy(f => f.Id)
            .Select(f => new ObservedItem(ItemId.Fact + f.Id, f.Value));

        return ArticleClaim.IsMet(facts) is { } met ? items.Append(new ObservedItem(ItemId.Claim, met ? "all" : "not-all")) : items;
    }

    private static bool Fits(string text) => text.Length is > 0 and <= ItemId.Longest / 2;
}
