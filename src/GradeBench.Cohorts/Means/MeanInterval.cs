using MathNet.Numerics.Distributions;

namespace GradeBench.Cohorts;

/// <summary>Interval for a mean from Student's t: x̄ ± t(1−α/2, n−1)·s/√n.</summary>
public static class MeanInterval
{
    /// <summary>Null with fewer than two scores, where the spread is unknown.</summary>
    /// <param name="confidence">Between 0 and 1, exclusive; the default is 0.95.</param>
    public static Interval? Of(SampleSummary sample, double confidence = 0.95)
    {
        Require.Probability(confidence);
        if (sample.StandardDeviation is not { } deviation)
        {
            return null;
        }

        var half = StudentT.InvCDF(0, 1, sample.Count - 1, 1 - (1 - confidence) / 2) * deviation / Math.Sqrt(sample.Count);
        return new Interval(sample.Mean - half, sample.Mean + half);
    }
}
