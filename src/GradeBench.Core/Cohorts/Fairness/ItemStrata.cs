using GradeBench.Core.Cohorts.Items;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts.Fairness;

/// <summary>
/// Counts who met which item, by cohort and ability. What statistics may read takes a step at most once a month, before
/// the month's first change, and for a cohort only when five of its people or more have come or left. So no number moves because somebody in
/// particular was graded, and none by fewer than five people of a path.
/// </summary>
public sealed class ItemStrata(GradeBenchDbContext db, TimeProvider clock)
{
    /// <summary>From here on a criterion counts as met: the middle of its scale.</summary>
    internal const decimal Met = 5.5m;

    /// <summary>Takes a person's items out of one cohort and puts others into another. Needs <see cref="CohortRelease.LockAsync"/> in the same transaction.</summary>
    internal async Task ChangeAsync(
        Guid rubricVersionId, (IReadOnlyList<ObservedItem> Items, LearningPath Cohort)? before, (IReadOnlyList<ObservedItem> Items, LearningPath Cohort)? now,
        CancellationToken cancellationToken)
    {
        await StepAsync(rubricVersionId, cancellationToken);
        var changes = Cells(before, -1).Concat(Cells(now, 1))
            .GroupBy(c => (c.Item, c.Cohort, c.Band))
            .Select(g => (g.Key, People: g.Sum(c => c.People), Met: g.Sum(c => c.Met)))
            .Where(c => (c.People, c.Met) != default)
            .ToArray();
        if (changes.Length == 0)
        {
            return;
        }

        var (items, cohorts, bands) = (changes.Select(c => c.Key.Item).ToArray(), changes.Select(c => c.Key.Cohort.ToString()).ToArray(), changes.Select(c => c.Key.Band).ToArray());
        var (people, met) = (changes.Select(c => c.People).ToArray(), changes.Select(c => c.Met).ToArray());
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO cohorts.item_strata AS stratum (rubric_version_id, population, item, cohort, band, people, met, stepped_people, stepped_met)
            SELECT {rubricVersionId}, {nameof(Population.Submissions)}, change.*, 0, 0 FROM unnest({items}, {cohorts}, {bands}, {people}, {met}) AS change
            ON CONFLICT (rubric_version_id, population, item, cohort, band) DO UPDATE SET
                people = stratum.people + excluded.people, met = stratum.met + excluded.met
            """, cancellationToken);
        var touched = changes.Select(c => c.Key.Cohort.ToString()).Distinct().ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO cohorts.strata_steps AS step (rubric_version_id, population, cohort, month, stepped_month, changed)
            SELECT {rubricVersionId}, {nameof(Population.Submissions)}, cohort, {Month()}, '', 1 FROM unnest({touched}) AS cohort
            ON CONFLICT (rubric_version_id, population, cohort) DO UPDATE SET changed = step.changed + 1
            """, cancellationToken);
    }

    /// <summary>All cohorts that have changed by enough step together, so that what one of them does tells nothing of the others.</summary>
    private Task<int> StepAsync(Guid rubricVersionId, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        WITH due AS (
            UPDATE cohorts.strata_steps SET month = {Month()},
                stepped_month = CASE WHEN changed >= {Disclosure.FewestShown} THEN {Month()} ELSE stepped_month END,
                changed = CASE WHEN changed >= {Disclosure.FewestShown} THEN 0 ELSE changed END
            WHERE rubric_version_id = {rubricVersionId} AND population = {nameof(Population.Submissions)} AND month < {Month()}
            RETURNING cohort, changed
        )
        UPDATE cohorts.item_strata stratum SET stepped_people = people, stepped_met = met
        FROM due
        WHERE stratum.rubric_version_id = {rubricVersionId} AND stratum.population = {nameof(Population.Submissions)}
            AND stratum.cohort = due.cohort AND due.changed = 0 AND (stepped_people, stepped_met) <> (people, met)
        """, cancellationToken);

    private string Month() => clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<(string Item, LearningPath Cohort, int Band, int People, int Met)> Cells(
        (IReadOnlyList<ObservedItem> Items, LearningPath Cohort)? person, int sign) =>
        person is { } counted
            ? counted.Items.Select(item => (item.Item, counted.Cohort, item.Band, sign, IsMet(item) ? sign : 0))
            : [];

    internal static bool IsMet(ObservedItem item) =>
        item.Item.StartsWith(ItemId.Criterion, StringComparison.Ordinal) ? item.Score >= Met : item.Value == ItemId.Passed;
}
