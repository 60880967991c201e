using GradeBench.Cohorts;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts;

/// <summary>Reads what scores say of cohorts. Everybody who shows or exports it asks here, and gets what may be shown.</summary>
public sealed class CohortReports(GradeBenchDbContext db, SampleSources sources)
{
    /// <summary>Null when there is no such assessment, rubric version or quarter.</summary>
    public async Task<CohortReport?> ReadAsync(CohortQuestion question, CancellationToken cancellationToken) =>
        await sources.FindAsync(question, cancellationToken) is { } source ? await ReadAsync(source, question.Quarter, cancellationToken) : null;

    /// <summary>Null when nothing joined in that quarter.</summary>
    public async Task<CohortReport?> ReadAsync(SampleSource source, string? quarter, CancellationToken cancellationToken)
    {
        var chosen = db.ReleasedScores.Where(s =>
            s.RubricVersionId == source.RubricVersionId && s.Population == source.Population && s.People > 0
            && (quarter == null || s.Quarter == quarter));

        // The database adds the quarters up, so that a report over years reads no more than one over a quarter.
        var cells = await chosen
            .GroupBy(s => new { s.Cohort, s.Dimension, s.Score })
            .Select(g => new Cell(g.Key.Cohort, g.Key.Dimension, g.Key.Score, g.Sum(s => s.People)))
            .ToListAsync(cancellationToken);

        if (quarter is not null && cells.Count == 0)
        {
            return null;
        }

        var decided = await db.ReleasedDecisions
            .Where(d => d.RubricVersionId == source.RubricVersionId && d.Population == source.Population && d.Decided > 0
                && (quarter == null || d.Quarter == quarter))
            .GroupBy(d => d.Cohort)
            .Select(g => new { Cohort = g.Key, Advanced = g.Sum(d => d.Advanced), Decided = g.Sum(d => d.Decided) })
            .ToDictionaryAsync(d => d.Cohort, d => new SelectionRate(d.Advanced, d.Decided), cancellationToken);

        return CohortStatistics.Of(source, quarter, Samples(cells), decided);
    }

    /// <summary>The cohorts a report of all time shows, without making one.</summary>
    internal async Task<IReadOnlySet<LearningPath>> ShownAsync(SampleSource source, CancellationToken cancellationToken)
    {
        var people = await db.ReleasedScores
            .Where(s => s.RubricVersionId == source.RubricVersionId && s.Population == source.Population && s.People > 0)
            .GroupBy(s => new { s.Cohort, s.Dimension })
            .Select(g => new { g.Key.Cohort, People = g.Sum(s => s.People) })
            .ToListAsync(cancellationToken);

        return Disclosure.Shown(CohortStatistics.People(people.Select(p => (p.Cohort, p.People))));
    }

    /// <summary>The whole sample of each current rubric, for an overview.</summary>
    public async Task<IReadOnlyList<CohortReport>> ReadCurrentAsync(CancellationToken cancellationToken)
    {
        var reports = new List<CohortReport>();
        foreach (var assessment in await db.Assessments.OrderBy(a => a.Title).Select(a => a.Id).ToListAsync(cancellationToken))
        {
            if (await ReadAsync(new(assessment, Population: Population.Submissions), cancellationToken) is { } report)
            {
                reports.Add(report);
            }
        }

        return reports;
    }

    /// <summary>What can be asked about.</summary>
    public async Task<CohortChoices> ChoicesAsync(SampleSource source, CancellationToken cancellationToken)
    {
        var assessments = await db.Assessments.OrderBy(a => a.Title).Select(a => new AssessmentName(a.Id, a.Title)).ToListAsync(cancellationToken);
        var rubrics = await db.RubricVersions
            .Where(r => r.AssessmentId == source.AssessmentId)
            .OrderByDescending(r => r.PublishedAt)
            .Select(r => new RubricName(r.Id, r.Version, r.ContentHash))
            .ToListAsync(cancellationToken);
        var held = await db.ReleasedScores
            .Where(s => s.RubricVersionId == source.RubricVersionId && s.People > 0)
            .Select(s => new { s.Population, s.Quarter })
            .Distinct()
            .ToListAsync(cancellationToken);

        return new(
            assessments,
            rubrics,
            [.. held.Where(h => h.Population == source.Population).Select(h => h.Quarter).Order(StringComparer.Ordinal)],
            held.Any(h => h.Population == Population.Generated));
    }

    private static Dictionary<(LearningPath, string), ScoreHistogram> Samples(List<Cell> cells) => cells
        .GroupBy(c => (c.Cohort, c.Dimension))
        .ToDictionary(g => g.Key, g => new ScoreHistogram(g.Select(c => new ScoreCount(c.Score, c.People))));

    private sealed record Cell(LearningPath Cohort, string Dimension, decimal Score, int People);
}

/// <summary>What the filters of a cohort report offer.</summary>
/// <param name="Quarters">Those in which scores of the population joined, oldest first.</param>
/// <param name="HasGenerated">Whether the demo's population is there.</param>
public sealed record CohortChoices(
    IReadOnlyList<AssessmentName> Assessments, IReadOnlyList<RubricName> Rubrics, IReadOnlyList<string> Quarters, bool HasGenerated);

public sealed record AssessmentName(string Id, string Title);

public sealed record RubricName(Guid Id, string Version, string ContentHash);
