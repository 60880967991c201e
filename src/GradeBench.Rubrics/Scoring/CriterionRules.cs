namespace GradeBench.Rubrics;

/// <summary>Scores one criterion.</summary>
internal static class CriterionRules
{
    public static ScoredCriterion Score(Criterion criterion, Evidence evidence, IReadOnlyList<AppliedGate> gates)
    {
        var sources = criterion.Evidence.Select(s => SourceRules.Score(s, evidence)).ToList();
        var (fromEvidence, deciding) = criterion.Combine == Combination.Lowest ? Lowest(sources) : Average(criterion, sources);

        var gate = gates.Where(g => g.Dimensions.Contains(criterion.Dimension) && g.AtMost < fromEvidence).MinBy(g => g.AtMost);
        var exact = gate?.AtMost ?? fromEvidence;
        var written = Rounding.Score(exact);
        // The level says what was seen, so a gate does not change it, unless nothing was seen because nothing ran. It follows
        // the rounded score, so that a shown 5.0 is never described by the level below 5.
        var seen = evidence.Compile.Succeeded ? Rounding.Score(fromEvidence) : written;
        var level = criterion.Levels.LastOrDefault(l => l.Score <= seen) ?? criterion.Levels[0];

        return new ScoredCriterion(criterion, exact, new CriterionScore(
            criterion.Id, criterion.Title, criterion.Dimension, criterion.Weight, written, Rounding.Score(fromEvidence), gate?.Id,
            level, criterion.Levels.FirstOrDefault(l => l.Score > level.Score),
            [.. deciding.Select(d => d with { Lost = Rounding.Points(d.Lost) })]));
    }

    private static (decimal Score, IEnumerable<DecidingEvidence> Evidence) Average(Criterion criterion, List<SourceScore> sources)
    {
        var shares = criterion.Evidence.Select(s => s.Share).ToList();
        return (
            sources.Select((source, i) => source.Score * shares[i]).Sum() / 100,
            sources.SelectMany((source, i) => source.Evidence.Select(e => e with { Lost = e.Lost * shares[i] / 100 })));
    }

    private static (decimal Score, IEnumerable<DecidingEvidence> Evidence) Lowest(List<SourceScore> sources)
    {
        var lowest = sources.MinBy(s => s.Score)!;
        return (
            lowest.Score,
            sources.SelectMany(source => ReferenceEquals(source, lowest) ? source.Evidence : source.Evidence.Select(e => e with { Lost = 0 })));
    }
}

/// <summary>A criterion with its exact score beside the one written down.</summary>
internal sealed record ScoredCriterion(Criterion Criterion, decimal Score, CriterionScore Written);
