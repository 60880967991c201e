using GradeBench.Core.Cohorts.Fairness;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts.Items;

/// <summary>Keeps the items of the result that stands for each candidate counted, without a cohort and by cohort.</summary>
public sealed class CountedItems(GradeBenchDbContext db, ItemRelease release, ItemStrata strata)
{
    /// <summary>Makes a result the one that stands. Needs <see cref="CohortRelease.LockAsync"/> in the same transaction.</summary>
    internal async Task CountAsync(
        Guid rubricVersionId, Guid candidateId, LearningPath cohort, Evidence evidence, Scorecard scorecard, CancellationToken cancellationToken)
    {
        var before = await db.CountedPeople
            .SingleOrDefaultAsync(p => p.RubricVersionId == rubricVersionId && p.CandidateId == candidateId && p.Sample == ItemSample.Graded, cancellationToken);
        var items = Observation.Graded(evidence, scorecard);
        await strata.ChangeAsync(rubricVersionId, before is null ? null : (before.Items, before.Cohort ?? default), (items, cohort), cancellationToken);
        await release.CountAsync(rubricVersionId, candidateId, ItemSample.Graded, items, hired: false, cancellationToken, cohort);
    }

    /// <summary>Moves a candidate's items to another cohort. Needs <see cref="CohortRelease.LockAsync"/> in the same transaction.</summary>
    internal async Task MoveAsync(Guid candidateId, LearningPath cohort, CancellationToken cancellationToken)
    {
        foreach (var person in await db.CountedPeople.Where(p => p.CandidateId == candidateId && p.Sample == ItemSample.Graded).ToListAsync(cancellationToken))
        {
            await strata.ChangeAsync(person.RubricVersionId, (person.Items, person.Cohort ?? default), (person.Items, cohort), cancellationToken);
            person.Cohort = cohort;
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
