namespace GradeBench.Rubrics;

/// <summary>Scores one criterion.</summary>
internal static class CriterionRules
{
    public static ScoredCriterion Score(Criterion criterion, Evidence evidence, IReadOnlyList<AppliedGate> gates)
    {
        var sources = criterion.Evidence.Select(s => SourceRules.Score(s, evidence)).ToList();
        var fromEvidence = criterion.Combine == Combination.Lowest
            ? sources.Min(s => s.Score)
            : sources.Select((source, i) => source.Score * criterion.Evidence[i].Share).Sum() / 100;

        return new ScoredCriterion(
            criterion, sources, fromEvidence,
            gates.Where(g => g.Dimensions.Contains(criterion.Dimension) && g.AtMost < fromEvidence).MinBy(g => g.AtMost));
    }

    /// <summary>The criterion as it is written down.</summary>
    public static CriterionScore Write(ScoredCriterion scored, Evidence evidence)
    {
        var criterion = scored.Criterion;
        var written = Rounding.Score(scored.Score);

        // The level says what was seen, so a gate does not change it, unless nothing was seen because nothing ran. It follows
        // the rounded score, so that a shown 5.0 is never described by the level below 5.
        var seen = evidence.Compile.Succeeded ? Rounding.Score(scored.FromEvidence) : written;
        var level = criterion.Levels.LastOrDefault(l => l.Score <= seen) ?? criterion.Levels[0];
        var deciding = criterion.Combine == Combination.Lowest ? OfLowest(scored.Sources) : OfAll(criterion, scored.Sources);

        return new CriterionScore(
            criterion.Id, criterion.Title, criterion.Dimension, criterion.Weight, written, Rounding.Score(scored.FromEvidence), scored.Gate?.Id,
            level, criterion.Levels.FirstOrDefault(l => l.Score > level.Score), [.. deciding]);
    }

    private static IEnumerable<DecidingEvidence> OfAll(Criterion criterion, List<SourceScore> sources) =>
        sources.SelectMany((source, i) => source.Evidence.Select(e => Losing(e, e.Lost * criterion.Evidence[i].Share / 100)));

    private static IEnumerable<DecidingEvidence> OfLowest(List<SourceScore> sources)
    {
        var lowest = sources.MinBy(s => s.Score)!;
        return sources.SelectMany(source => source.Evidence.Select(e => Losing(e, ReferenceEquals(source, lowest) ? e.Lost : 0)));
    }

    private static DecidingEvidence Losing(DecidingEvidence evidence, decimal lost) => evidence with { Lost = Rounding.Points(lost) };
}

/// <summary>A criterion with its exact scores.</summary>
/// <param name="FromEvidence">Before a gate capped it.</param>
/// <param name="Gate">The one that caps it, if any does.</param>
internal sealed record ScoredCriterion(Criterion Criterion, List<SourceScore> Sources, decimal FromEvidence, AppliedGate? Gate)
{
    public decimal Score => Gate?.AtMost ?? FromEvidence;
}
