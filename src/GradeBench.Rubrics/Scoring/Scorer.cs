namespace GradeBench.Rubrics;

/// <summary>
/// Derives a scorecard from evidence. Pure and in decimal arithmetic; the same evidence and rubric always give the same
/// scorecard.
/// </summary>
public static class Scorer
{
    /// <summary>
    /// A criterion is the average of its sources by share, or the lowest of them, capped by the gates that hold; a
    /// dimension is its criteria by weight; overall is the dimensions by weight. All of it is exact, and each number is
    /// rounded once when it is written down.
    /// </summary>
    /// <exception cref="ArgumentException">The evidence is of another assessment than the rubric.</exception>
    public static Scorecard Score(Evidence evidence, Rubric rubric)
    {
        if (evidence.Assessment != rubric.Assessment)
        {
            throw new ArgumentException($"Evidence of `{evidence.Assessment}` cannot be scored with the rubric of `{rubric.Assessment}`.", nameof(evidence));
        }

        var gates = GateRules.Applied(evidence, rubric);
        var criteria = rubric.Criteria.Select(c => CriterionRules.Score(c, evidence, gates)).ToList();
        var dimensions = rubric.Dimensions
            .Select(d => (Dimension: d, Score: criteria.Where(c => c.Criterion.Dimension == d.Id).Sum(c => c.Score * c.Criterion.Weight) / 100))
            .ToList();

        return new Scorecard
        {
            Rubric = new RubricReference(rubric.Assessment, rubric.Version, rubric.ContentHash),
            PackVersion = evidence.PackVersion,
            EvidenceFormat = evidence.Format,
            Overall = Rounding.Score(dimensions.Sum(d => d.Score * d.Dimension.Weight) / 100),
            Dimensions = [.. dimensions.Select(d => new DimensionScore(d.Dimension.Id, d.Dimension.Title, d.Dimension.Weight, Rounding.Score(d.Score)))],
            Criteria = [.. criteria.Select(c => c.Written)],
            Gates = gates,
        };
    }
}
