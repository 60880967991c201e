using GradeBench.Core.Assessments;
using GradeBench.Rubrics;

namespace GradeBench.Web.Admin.Rubrics;

/// <summary>Names a rubric can refer to. Behaviours are the pack's; facts, findings and measures are those that published rubrics use.</summary>
internal sealed record RubricWords(
    IReadOnlyList<RubricWord> Behaviours, IReadOnlyList<RubricWord> Facts, IReadOnlyList<string> Findings, IReadOnlyList<string> Measures, IReadOnlyList<string> Dimensions)
{
    public static RubricWords Of(IReadOnlyList<PublishedBehaviour> behaviours, IReadOnlyList<string> published)
    {
        var sources = published
            .Select(yaml => RubricLoader.Load(yaml, "published"))
            .OfType<RubricLoading.Loaded>()
            .SelectMany(loaded => loaded.Rubric.Criteria.SelectMany(c => c.Evidence))
            .ToList();
        var groups = behaviours.Select(b => b.Id.Split('.')).Where(parts => parts.Length > 1).Select(parts => parts[0] + ".*").Distinct();
        return new(
            [.. groups.Order(StringComparer.Ordinal).Select(g => new RubricWord(g, "all of this group")), .. behaviours.Select(b => new RubricWord(b.Id, b.Title))],
            [.. sources.OfType<EvidenceSource.FactValue>().GroupBy(f => f.Fact).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new RubricWord(g.Key, string.Join(", ", g.SelectMany(f => f.Scores.Keys).Distinct())))],
            Sorted(sources.SelectMany(s => s switch
            {
                EvidenceSource.FindingDeduction d => d.Patterns,
                EvidenceSource.FindingCount c => c.Patterns,
                _ => [],
            })),
            Sorted(sources.OfType<EvidenceSource.MeasureThreshold>().Select(m => m.Measure)),
            DimensionIds.All);
    }

    private static IReadOnlyList<string> Sorted(IEnumerable<string> words) => [.. words.Distinct().Order(StringComparer.Ordinal)];
}

/// <param name="About">What it stands for.</param>
internal sealed record RubricWord(string Name, string About);
