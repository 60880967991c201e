using GradeBench.Cohorts;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Core.Cohorts;

/// <summary>Reads what scores say of cohorts. Everybody who shows or exports it asks here, and gets what may be shown.</summary>
public sealed class CohortReports(GradeBenchDbContext db)
{
    /// <summary>Null when there is no such assessment, rubric version or quarter.</summary>
    public async Task<CohortReport?> ReadAsync(CohortQuestion question, CancellationToken cancellationToken)
    {
        var source = await FindAsync(question, cancellationToken);
        if (source is null)
        {
            return null;
        }

        var rows = await db.ReleasedScores.AsNoTracking()
            .Where(s => s.RubricVersionId == source.RubricVersionId && s.People > 0)
            .Select(s => new Cell(s.Population, s.Quarter, s.Cohort, s.Dimension, s.Score, s.People))
            .ToListAsync(cancellationToken);
        var population = question.Population ?? Default(rows);
        var chosen = rows.Where(r => r.Population == population && (question.Quarter is null || r.Quarter == question.Quarter)).ToList();

        return question.Quarter is not null && chosen.Count == 0
            ? null
            : CohortStatistics.Of(source with { Population = population }, question.Quarter, Samples(chosen));
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

    private async Task<SampleSource?> FindAsync(CohortQuestion question, CancellationToken cancellationToken)
    {
        var assessment = await db.Assessments
            .Where(a => question.AssessmentId == null || a.Id == question.AssessmentId)
            .OrderBy(a => a.Title)
            .Select(a => new { a.Id, a.Title, a.CurrentRubricVersionId })
            .FirstOrDefaultAsync(cancellationToken);
        if (assessment is null)
        {
            return null;
        }

        var wanted = question.RubricVersionId ?? assessment.CurrentRubricVersionId;
        var rubric = await db.RubricVersions
            .Where(r => r.Id == wanted && r.AssessmentId == assessment.Id)
            .Select(r => new { r.Id, r.Version, r.ContentHash })
            .SingleOrDefaultAsync(cancellationToken);

        return rubric is null
            ? null
            : new(Population.Submissions, assessment.Id, assessment.Title, rubric.Id, rubric.Version, rubric.ContentHash);
    }

    /// <summary>A demo shows its invented population until people who submitted here can be shown.</summary>
    private static Population Default(List<Cell> rows) =>
        rows.Exists(r => r.Population == Population.Submissions) || rows.Count == 0 ? Population.Submissions : Population.Generated;

    private static Dictionary<(LearningPath, string), ScoreHistogram> Samples(List<Cell> cells) => cells
        .GroupBy(c => (c.Cohort, c.Dimension))
        .ToDictionary(
            g => g.Key,
            g => new ScoreHistogram(g.GroupBy(c => c.Score).Select(s => new ScoreCount(s.Key, s.Sum(c => c.People)))));

    private sealed record Cell(Population Population, string Quarter, LearningPath Cohort, string Dimension, decimal Score, int People);
}

/// <summary>What the filters of a cohort report offer.</summary>
/// <param name="Quarters">Those in which scores of the population joined, oldest first.</param>
/// <param name="HasGenerated">Whether the demo's population is there.</param>
public sealed record CohortChoices(
    IReadOnlyList<AssessmentName> Assessments, IReadOnlyList<RubricName> Rubrics, IReadOnlyList<string> Quarters, bool HasGenerated);

public sealed record AssessmentName(string Id, string Title);

public sealed record RubricName(Guid Id, string Version, string ContentHash);
