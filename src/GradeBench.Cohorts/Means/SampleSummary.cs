namespace GradeBench.Cohorts;

/// <summary>Count, mean and standard deviation of one cohort's scores, from values or from what SQL summed up.</summary>
/// <param name="Count">How many scores: 1 or more. A cohort without scores has no summary.</param>
/// <param name="Mean">Arithmetic mean, in score points.</param>
/// <param name="StandardDeviation">With n − 1 in the denominator; null when there is one score only.</param>
public sealed record SampleSummary(int Count, double Mean, double? StandardDeviation)
{
    /// <summary>Summarises scores. Returns null for none: an absent cohort is not a cohort with mean zero.</summary>
    /// <exception cref="ArgumentException">A score is not a finite number; scores are checked when they are stored.</exception>
    public static SampleSummary? Of(IReadOnlyCollection<double> scores)
    {
        if (scores.Any(score => !double.IsFinite(score)))
        {
            throw new ArgumentException("Every score must be a finite number.", nameof(scores));
        }

        if (scores.Count == 0)
        {
            return null;
        }

        var mean = scores.Average();
        double? deviation = scores.Count == 1
            ? null
            : Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (scores.Count - 1));
        return new SampleSummary(scores.Count, mean, deviation);
    }

    /// <summary>s², or null with one score.</summary>
    public double? Variance => StandardDeviation * StandardDeviation;
}
