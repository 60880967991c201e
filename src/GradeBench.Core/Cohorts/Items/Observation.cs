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
        return all.Select(b => new ObservedItem(
            ItemId.Behaviour + b.Id, b.Passed ? ItemId.Passed : ItemId.Failed, b.Passed ? 1 : 0, passed - (b.Passed ? 1 : 0)));
    }

    /// <inheritdoc cref="Behaviours(IReadOnlyList{ValueTuple{string, bool}})"/>
    public static IEnumerable<ObservedItem> Behaviours(Evidence evidence) => Behaviours([.. evidence.Behaviours.Select(b => (b.Id, b.Passed))]);

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
