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
        var (gates, criteria, numbers) = Derive(evidence, rubric);

        return new Scorecard
        {
            Rubric = new RubricReference(rubric.Assessment, rubric.Version, rubric.ContentHash),
            PackVersion = evidence.PackVersion,
            EvidenceFormat = evidence.Format,
            Overall = numbers.Overall,
            Dimensions = [.. rubric.Dimensions.Select((d, i) => new DimensionScore(d.Id, d.Title, d.Weight, numbers.Dimensions[i]))],
            Criteria = [.. criteria.Select(c => CriterionRules.Write(c, evidence))],
            Gates = gates,
        };
    }

    /// <summary>Only the numbers, from what they come from: those of the evidence that the values were taken from.</summary>
    /// <exception cref="ArgumentException">The values are of another assessment than the rubric.</exception>
    public static ScoreNumbers Score(EvidenceValues values, Rubric rubric) => Derive(values.WithoutWords(), rubric).Numbers;

    private static (IReadOnlyList<AppliedGate> Gates, List<ScoredCriterion> Criteria, ScoreNumbers Numbers) Derive(Evidence evidence, Rubric rubric)
    {
        if (evidence.Assessment != rubric.Assessment)
        {
            throw new ArgumentException($"Evidence of `{evidence.Assessment}` cannot be scored with the rubric of `{rubric.Assessment}`.", nameof(evidence));
        }

        var gates = GateRules.Applied(evidence, rubric);
        var criteria = rubric.Criteria.Select(c => CriterionRules.Score(c, evidence, gates)).ToList();
        var dimensions = rubric.Dimensions
            .Select(d => criteria.Where(c => c.Criterion.Dimension == d.Id).Sum(c => c.Score * c.Criterion.Weight) / 100)
            .ToList();
        var overall = dimensions.Select((score, i) => score * rubric.Dimensions[i].Weight).Sum() / 100;

        return (gates, criteria, new ScoreNumbers(Rounding.Score(overall), [.. dimensions.Select(Rounding.Score)]));
    }
}

/// <summary>The numbers of a scorecard.</summary>
/// <param name="Dimensions">In the rubric's order.</param>
public sealed record ScoreNumbers(decimal Overall, IReadOnlyList<decimal> Dimensions);
