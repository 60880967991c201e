namespace GradeBench.Cohorts;

/// <summary>
/// Two-way intraclass correlations of n subjects scored by the same k raters (McGraw and Wong 1996).
/// </summary>
/// <param name="Agreement">ICC(A,1) = (MSR − MSE)/(MSR + (k−1)·MSE + k/n·(MSC − MSE)): one rater, absolute agreement.</param>
/// <param name="AverageAgreement">ICC(A,k) = (MSR − MSE)/(MSR + (MSC − MSE)/n): the raters' mean.</param>
/// <param name="Consistency">ICC(C,1) = (MSR − MSE)/(MSR + (k−1)·MSE): one rater, leniency ignored.</param>
public sealed record IntraclassCorrelation(double Agreement, double AverageAgreement, double Consistency)
{
    /// <summary>Null when subjects do not differ at all, where reliability is undefined.</summary>
    /// <param name="scores">One row per subject, one column per rater, no gaps; use <see cref="KrippendorffAlpha"/> for gaps.</param>
    /// <exception cref="ArgumentException">Fewer than two subjects or raters, or rows of different length.</exception>
    public static IntraclassCorrelation? Of(IReadOnlyList<IReadOnlyList<double>> scores)
    {
        double n = scores.Count, k = scores.Count == 0 ? 0 : scores[0].Count;
        if (n < 2 || k < 2 || scores.Any(row => row.Count != (int)k))
        {
            throw new ArgumentException("At least two subjects scored by the same two or more raters are needed.", nameof(scores));
        }

        var grand = scores.Average(row => row.Average());
        var rows = k * scores.Sum(row => Math.Pow(row.Average() - grand, 2));
        var columns = n * Enumerable.Range(0, (int)k).Sum(j => Math.Pow(scores.Average(row => row[j]) - grand, 2));
        var total = scores.Sum(row => row.Sum(score => Math.Pow(score - grand, 2)));

        double msr = rows / (n - 1), msc = columns / (k - 1), mse = (total - rows - columns) / ((n - 1) * (k - 1));
        return msr == 0
            ? null
            : new IntraclassCorrelation(
                (msr - mse) / (msr + (k - 1) * mse + k / n * (msc - mse)),
                (msr - mse) / (msr + (msc - mse) / n),
                (msr - mse) / (msr + (k - 1) * mse));
    }
}
