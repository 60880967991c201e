using GradeBench.Rubrics;

namespace GradeBench.Core.Reviews;

/// <summary>
/// A scorecard as the finished reviews leave it. The machine's scores stay beside it: this one is computed from the scores
/// that are written on the scorecard, with the reviewers' levels in the place of those they replace.
/// </summary>
/// <param name="Reviews">How many finished reviews it rests on.</param>
/// <param name="Overall">Null without a finished review, and while two of them differ somewhere.</param>
public sealed record ReviewedScorecard(
    int Reviews, decimal? Overall, IReadOnlyList<ReviewedDimension> Dimensions, IReadOnlyList<ReviewedCriterion> Criteria)
{
    public IEnumerable<ReviewedCriterion> Disagreements => Criteria.Where(c => c.Level is null);

    public bool Changed => Criteria.Any(c => c.Changed);

    public static ReviewedScorecard Of(Scorecard scorecard, IReadOnlyList<Review> finished, IReadOnlyList<SettledLevel> settled)
    {
        var criteria = scorecard.Criteria.Select(c => ReviewedCriterion.Of(c, finished, settled.FirstOrDefault(s => s.CriterionId == c.Id))).ToList();
        var dimensions = scorecard.Dimensions.Select(d => ReviewedDimension.Of(d, [.. criteria.Where(c => c.Score.Dimension == d.Id)])).ToList();
        var changed = criteria.Any(c => c.Changed);
        var overall = finished.Count == 0 || criteria.Any(c => c.Level is null) ? null
            : changed ? Rounded(dimensions.Sum(d => d.Exact!.Value * d.Score.Weight) / 100)
            : (decimal?)scorecard.Overall;

        return new(finished.Count, overall, dimensions, criteria);
    }

    internal static decimal Rounded(decimal exact) => decimal.Round(exact, 1, MidpointRounding.AwayFromZero);
}

/// <summary>A criterion with what reviewers think of it.</summary>
/// <param name="Score">The machine's.</param>
/// <param name="Level">What counts; null while finished reviews differ.</param>
public sealed record ReviewedCriterion(CriterionScore Score, decimal? Level, IReadOnlyList<GivenLevel> Given, SettledLevel? Settled)
{
    public bool Changed => Level is { } level && level != Score.Score;

    internal static ReviewedCriterion Of(CriterionScore score, IReadOnlyList<Review> finished, SettledLevel? settled)
    {
        var given = finished
            .Select(review => (review.Reviewer, Level: review.Levels.FirstOrDefault(l => l.CriterionId == score.Id)))
            .Select(r => new GivenLevel(r.Reviewer, r.Level?.Level, r.Level?.Reason))
            .ToList();
        var agreed = given.Select(g => g.Level).Distinct().Count() <= 1;
        decimal? level = settled is not null && !agreed ? settled.Level
            : !agreed ? null
            : given.FirstOrDefault()?.Level ?? score.Score;

        return new(score, level, given, agreed ? null : settled);
    }
}

/// <summary>What one reviewer thinks of a criterion.</summary>
/// <param name="Level">Null for agreeing with the machine.</param>
public sealed record GivenLevel(string Reviewer, int? Level, string? Reason);

/// <summary>A dimension with the reviewers' levels in it.</summary>
/// <param name="Score">The machine's.</param>
/// <param name="Exact">Before rounding; null while finished reviews differ on one of its criteria.</param>
public sealed record ReviewedDimension(DimensionScore Score, decimal? Exact)
{
    public decimal? Shown => Exact is { } exact ? ReviewedScorecard.Rounded(exact) : null;

    internal static ReviewedDimension Of(DimensionScore score, IReadOnlyList<ReviewedCriterion> criteria)
    {
        // Where nothing was changed the machine's score stands as it is, not recomputed from rounded parts.
        var exact = criteria.Any(c => c.Level is null) ? null
            : criteria.Any(c => c.Changed) ? criteria.Sum(c => c.Level!.Value * c.Score.Weight) / 100
            : (decimal?)score.Score;

        return new(score, exact);
    }
}
