using GradeBench.Cohorts;

namespace GradeBench.Core.Cohorts.Fairness;

/// <summary>
/// Which behaviours, criteria and rules separate learning paths among people who did equally well in everything else. Cells
/// are too small to be shown, so only estimates are, rounded, over paths of <see cref="Disclosure.FewestJudged"/> people and more.
/// </summary>
/// <param name="Cohorts">Paths with enough people, none of which the cohort page hides, and at which month's beginning they were counted.</param>
/// <param name="Items">Each item per pair of such paths; the largest first.</param>
public sealed record FairnessReport(SampleSource Source, IReadOnlyList<StratifiedCohort> Cohorts, IReadOnlyList<ItemFairness> Items)
{
    /// <summary>Whether any two paths can be compared.</summary>
    public bool Any => Items.Count > 0;
}

/// <param name="AsOf">For example <c>2026-06</c>: as things stood when that month began.</param>
/// <param name="AtLeast">People, rounded down to tens, so that it gives no small difference to any other count.</param>
public sealed record StratifiedCohort(LearningPath Cohort, string AsOf, int AtLeast);

/// <summary>One item and two paths at equal ability.</summary>
/// <param name="OddsRatio">Mantel and Haenszel's, above 1 when the first path meets the item more often. Two decimals; null where it does not exist.</param>
/// <param name="Delta">On the ETS scale; below 0 when the first path meets it more often. Two decimals.</param>
/// <param name="AdjustedP">By Holm over all items and pairs of the report. Three decimals.</param>
/// <param name="Class">Null where there is no estimate.</param>
public sealed record ItemFairness(
    string Item, LearningPath First, LearningPath Second, double? OddsRatio, Interval? OddsInterval, double? Delta, double? AdjustedP, EtsClass? Class);
