using GradeBench.Cohorts;
using GradeBench.Core.Cohorts.Items;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts.Hires;

/// <summary>Reads what hires have in common.</summary>
public sealed class HireReports(GradeBenchDbContext db, SampleSources sources)
{
    /// <summary>Null when there is no such assessment, rubric version or quarter.</summary>
    public async Task<HireReport?> ReadAsync(CohortQuestion question, CancellationToken cancellationToken) =>
        await sources.FindAsync(question, cancellationToken) is { } source ? await ReadAsync(source, question.Quarter, cancellationToken) : null;

    /// <inheritdoc cref="ReadAsync(CohortQuestion, CancellationToken)"/>
    public async Task<HireReport?> ReadAsync(SampleSource source, string? quarter, CancellationToken cancellationToken)
    {
        var counts = await Shown(source)
            .Where(i => quarter == null || i.Quarter == quarter)
            .GroupBy(i => new { i.Item, i.Value })
            .Select(g => new { g.Key.Item, g.Key.Value, People = g.Sum(i => i.People), Hired = g.Sum(i => i.Hired) })
            .ToListAsync(cancellationToken);

        return quarter is not null && counts.Count == 0
            ? null
            : HireStatistics.Of(source, quarter, [.. counts.Select(c => (c.Item, c.Value, new SelectionRate(c.Hired, c.People)))]);
    }

    /// <summary>Quarters in which people joined, oldest first.</summary>
    public Task<List<string>> QuartersAsync(SampleSource source, CancellationToken cancellationToken) =>
        Shown(source).Select(i => i.Quarter).Distinct().OrderBy(quarter => quarter).ToListAsync(cancellationToken);

    private IQueryable<ReleasedItem> Shown(SampleSource source) => db.ReleasedItems.Where(i =>
        i.RubricVersionId == source.RubricVersionId && i.Population == source.Population && i.Sample == ItemSample.Decided && i.People > 0);
}
