using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts.Items;

/// <summary>
/// Counts the items of people and lets the counts be seen in steps of at least <see cref="Disclosure.FewestShown"/> people
/// per value. A value's shown count is therefore nobody or five people and more, in every quarter and in all time, and
/// neither two looks nor two periods differ by fewer.
/// </summary>
public sealed class ItemRelease(GradeBenchDbContext db, TimeProvider clock)
{
    /// <summary>
    /// Makes these items the ones a person is counted with; null takes the person out. Needs
    /// <see cref="CohortRelease.LockAsync"/> in the same transaction, and saves what the context holds.
    /// </summary>
    internal async Task CountAsync(
        Guid rubricVersionId, Guid candidateId, ItemSample sample, IReadOnlyList<ObservedItem>? items, bool hired, CancellationToken cancellationToken,
        LearningPath? cohort = null)
    {
        var person = await db.CountedPeople
            .SingleOrDefaultAsync(p => p.RubricVersionId == rubricVersionId && p.CandidateId == candidateId && p.Sample == sample, cancellationToken);
        var changes = new List<Change>();
        if (person is not null)
        {
            changes.AddRange(person.Items.Select(item => new Change(item, -1, person.Hired)));
        }

        if (items is not null)
        {
            changes.AddRange(items.Select(item => new Change(item, 1, hired)));
        }

        switch (person, items)
        {
            case (null, not null):
                db.CountedPeople.Add(new() { RubricVersionId = rubricVersionId, CandidateId = candidateId, Sample = sample, Cohort = cohort, Hired = hired, Items = items });
                break;
            case (not null, not null):
                (person.Items, person.Hired, person.Cohort) = (items, hired, cohort);
                break;
            case (not null, null):
                db.CountedPeople.Remove(person);
                break;
        }

        await db.SaveChangesAsync(cancellationToken);
        await WaitAsync(rubricVersionId, sample, changes, cancellationToken);
        await ReleaseAsync(rubricVersionId, sample, cancellationToken);
    }

    private async Task WaitAsync(Guid rubricVersionId, ItemSample sample, List<Change> changes, CancellationToken cancellationToken)
    {
        // A person whose value stays the same changes nothing, so one statement never meets a row twice or for nothing.
        var net = changes
            .GroupBy(c => (c.Item.Item, c.Item.Value))
            .Select(g => (
                g.Key.Item, g.Key.Value, People: g.Sum(c => c.Sign), Hired: g.Sum(c => c.Hired ? c.Sign : 0),
                Score: g.Sum(c => c.Sign * c.Item.Score), ScoreSquares: g.Sum(c => c.Sign * c.Item.Score * c.Item.Score),
                Others: g.Sum(c => c.Sign * c.Item.Rest), OtherSquares: g.Sum(c => c.Sign * c.Item.Rest * c.Item.Rest),
                Products: g.Sum(c => c.Sign * c.Item.Score * c.Item.Rest)))
            .Where(c => (c.People, c.Hired, c.Score, c.ScoreSquares, c.Others, c.OtherSquares, c.Products) != default)
            .ToArray();
        if (net.Length == 0)
        {
            return;
        }

        var (names, values, people, hired) = (net.Select(c => c.Item).ToArray(), net.Select(c => c.Value).ToArray(), net.Select(c => c.People).ToArray(), net.Select(c => c.Hired).ToArray());
        var (scores, scoreSquares) = (net.Select(c => c.Score).ToArray(), net.Select(c => c.ScoreSquares).ToArray());
        var (rests, restSquares, products) = (net.Select(c => c.Others).ToArray(), net.Select(c => c.OtherSquares).ToArray(), net.Select(c => c.Products).ToArray());
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO cohorts.waiting_items AS waiting
                (rubric_version_id, sample, item, value, people, hired, score_sum, score_squares, rest_sum, rest_squares, products)
            SELECT {rubricVersionId}, {sample.ToString()}, change.* FROM unnest({names}, {values}, {people}, {hired}, {scores}, {scoreSquares}, {rests}, {restSquares}, {products}) AS change
            ON CONFLICT (rubric_version_id, sample, item, value) DO UPDATE SET
                people = waiting.people + excluded.people, hired = waiting.hired + excluded.hired,
                score_sum = waiting.score_sum + excluded.score_sum, score_squares = waiting.score_squares + excluded.score_squares,
                rest_sum = waiting.rest_sum + excluded.rest_sum, rest_squares = waiting.rest_squares + excluded.rest_squares,
                products = waiting.products + excluded.products
            """, cancellationToken);
    }

    /// <summary>
    /// At least so many people stand behind a change: those who came or left, or those of them who were hired, or were not,
    /// whichever is most. It goes to the newest quarter that can bear it, which for people who come is the current one.
    /// </summary>
    private Task<int> ReleaseAsync(Guid rubricVersionId, ItemSample sample, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""
        WITH ready AS (
            SELECT * FROM cohorts.waiting_items
            WHERE rubric_version_id = {rubricVersionId} AND sample = {sample.ToString()}
                AND greatest(abs(people), abs(hired), abs(people - hired)) >= {Disclosure.FewestShown}
        ), placed AS (
            SELECT DISTINCT ON (ready.item, ready.value) ready.*, place.quarter
            FROM ready CROSS JOIN LATERAL (
                SELECT quarter, people, hired FROM cohorts.released_items released
                WHERE released.rubric_version_id = ready.rubric_version_id AND released.population = {nameof(Population.Submissions)}
                    AND released.sample = ready.sample AND released.item = ready.item AND released.value = ready.value
                UNION ALL SELECT {Quarter.Of(clock.GetUtcNow())}, 0, 0
            ) place
            WHERE place.hired + ready.hired BETWEEN 0 AND place.people + ready.people
                AND place.people + ready.people NOT BETWEEN 1 AND {Disclosure.FewestShown - 1}
            ORDER BY ready.item, ready.value, place.quarter DESC, place.people DESC
        ), taken AS (
            DELETE FROM cohorts.waiting_items waiting USING placed
            WHERE waiting.rubric_version_id = placed.rubric_version_id AND waiting.sample = placed.sample
                AND waiting.item = placed.item AND waiting.value = placed.value
        ), grown AS (
            UPDATE cohorts.released_items released SET
                people = released.people + placed.people, hired = released.hired + placed.hired,
                score_sum = released.score_sum + placed.score_sum, score_squares = released.score_squares + placed.score_squares,
                rest_sum = released.rest_sum + placed.rest_sum, rest_squares = released.rest_squares + placed.rest_squares,
                products = released.products + placed.products
            FROM placed
            WHERE released.rubric_version_id = placed.rubric_version_id AND released.population = {nameof(Population.Submissions)}
                AND released.sample = placed.sample AND released.quarter = placed.quarter AND released.item = placed.item AND released.value = placed.value
            RETURNING released.item, released.value
        )
        INSERT INTO cohorts.released_items
            (rubric_version_id, population, sample, quarter, item, value, people, hired, score_sum, score_squares, rest_sum, rest_squares, products)
        SELECT rubric_version_id, {nameof(Population.Submissions)}, sample, quarter, item, value, people, hired, score_sum, score_squares, rest_sum, rest_squares, products
        FROM placed WHERE (item, value) NOT IN (SELECT item, value FROM grown)
        """, cancellationToken);

    private sealed record Change(ObservedItem Item, int Sign, bool Hired);
}
