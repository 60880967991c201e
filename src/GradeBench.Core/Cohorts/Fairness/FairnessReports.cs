using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts.Fairness;

/// <summary>Reads which items separate learning paths at equal ability.</summary>
public sealed class FairnessReports(GradeBenchDbContext db, SampleSources sources, CohortReports cohorts)
{
    /// <summary>Of all time: a quarter has too few people of equal ability. Null when there is no such assessment or rubric version.</summary>
    public async Task<FairnessReport?> ReadAsync(CohortQuestion question, CancellationToken cancellationToken) =>
        await sources.FindAsync(question, cancellationToken) is { } source ? await ReadAsync(source, cancellationToken) : null;

    /// <inheritdoc cref="ReadAsync(CohortQuestion, CancellationToken)"/>
    public async Task<FairnessReport> ReadAsync(SampleSource source, CancellationToken cancellationToken)
    {
        var steps = await db.StrataSteps
            .Where(s => s.RubricVersionId == source.RubricVersionId && s.Population == source.Population && s.SteppedMonth != "")
            .ToDictionaryAsync(s => s.Cohort, s => s.SteppedMonth, cancellationToken);
        var strata = await db.StratumCounts
            .Where(s => s.RubricVersionId == source.RubricVersionId && s.Population == source.Population && s.SteppedPeople > 0)
            .Select(s => new Stratum(s.Item, s.Cohort, s.Band, s.SteppedPeople, s.SteppedMet))
            .ToListAsync(cancellationToken);

        return FairnessStatistics.Of(source, strata, await cohorts.ShownAsync(source, cancellationToken), steps);
    }
}
