using GradeBench.Cohorts;
using GradeBench.Core.Cohorts.Effort;
using GradeBench.Core.Cohorts.Items;
using GradeBench.Core.Storage;
using GradeBench.Rubrics;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts.Health;

/// <summary>Reads how well an assessment measures.</summary>
public sealed class HealthReports(GradeBenchDbContext db, SampleSources sources, ReviewedLevels reviewed)
{
    /// <summary>Null when there is no such assessment, rubric version or quarter.</summary>
    public async Task<HealthReport?> ReadAsync(CohortQuestion question, CancellationToken cancellationToken) =>
        await sources.FindAsync(question, cancellationToken) is { } source ? await ReadAsync(source, question.Quarter, cancellationToken) : null;

    /// <inheritdoc cref="ReadAsync(CohortQuestion, CancellationToken)"/>
    public async Task<HealthReport?> ReadAsync(SampleSource source, string? quarter, CancellationToken cancellationToken)
    {
        var counts = await Shown(source, ItemSample.Graded, ItemSample.Stated)
            .Where(i => quarter == null || i.Quarter == quarter)
            .GroupBy(i => new { i.Item, i.Value })
            .Select(g => new
            {
                g.Key.Item,
                g.Key.Value,
                People = g.Sum(i => i.People),
                Score = g.Sum(i => i.ScoreSum),
                ScoreSquares = g.Sum(i => i.ScoreSquares),
                Others = g.Sum(i => i.RestSum),
                OtherSquares = g.Sum(i => i.RestSquares),
                Products = g.Sum(i => i.Products),
            })
            .ToListAsync(cancellationToken);
        if (quarter is not null && counts.Count == 0)
        {
            return null;
        }

        var sums = counts.ToDictionary(c => (c.Item, c.Value), c => new ItemSums(c.People, c.Score, c.ScoreSquares, c.Others, c.OtherSquares, c.Products));
        return HealthStatistics.Of(source, quarter, await ItemsAsync(source, cancellationToken), sums) with
        {
            Agreement = await reviewed.ReadAsync(source, cancellationToken),
            Effort = EffortStatistics.Of(sums.Where(s => s.Key.Item == ItemId.Effort).ToDictionary(s => s.Key.Value, s => s.Value)),
        };
    }

    /// <summary>Quarters in which people joined, oldest first.</summary>
    public Task<List<string>> QuartersAsync(SampleSource source, CancellationToken cancellationToken) =>
        Shown(source, ItemSample.Graded).Select(i => i.Quarter).Distinct().OrderBy(quarter => quarter).ToListAsync(cancellationToken);

    /// <summary>All there are, so that one nobody has reached shows, too.</summary>
    private async Task<IReadOnlyList<(string, IReadOnlyList<string>)>> ItemsAsync(SampleSource source, CancellationToken cancellationToken)
    {
        var behaviours = await db.Assessments.Where(a => a.Id == source.AssessmentId).Select(a => a.CurrentPackVersion.Behaviours).SingleAsync(cancellationToken);
        var yaml = await db.RubricVersions.Where(r => r.Id == source.RubricVersionId).Select(r => r.Yaml).SingleAsync(cancellationToken);
        var criteria = RubricLoader.Load(yaml, $"{source.AssessmentId}.yaml") is RubricLoading.Loaded loaded ? loaded.Rubric.Criteria : [];

        return
        [
            .. behaviours.Select(b => (ItemId.Behaviour + b.Id, (IReadOnlyList<string>)[ItemId.Failed, ItemId.Passed])),
            .. criteria.Select(c => (ItemId.Criterion + c.Id, HealthStatistics.ValuesOf(c))),
        ];
    }

    private IQueryable<ReleasedItem> Shown(SampleSource source, params ItemSample[] samples) => db.ReleasedItems.Where(i =>
        i.RubricVersionId == source.RubricVersionId && i.Population == source.Population && samples.Contains(i.Sample) && i.People > 0);
}
