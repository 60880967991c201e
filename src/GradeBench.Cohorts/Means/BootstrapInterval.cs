using MathNet.Numerics.Distributions;

namespace GradeBench.Cohorts;

/// <summary>
/// Bias-corrected and accelerated (BCa) bootstrap interval for a mean (Efron 1987). Meant for about 30 scores and more;
/// below that bootstrap intervals cover too little and <see cref="MeanInterval"/> is used.
/// </summary>
/// <param name="Interval">In score points.</param>
/// <param name="Seed">Seed of the resampling; stored with the result so that it can be recomputed.</param>
/// <param name="Resamples">How many samples were drawn.</param>
public sealed record BootstrapInterval(Interval Interval, int Seed, int Resamples)
{
    /// <summary>Null with fewer than two scores or when all are equal, where there is nothing to resample.</summary>
    /// <param name="resamples">99 or more; the default of 9,999 keeps the ends stable to about a hundredth of a point.</param>
    public static BootstrapInterval? Of(IReadOnlyList<double> scores, int seed, double confidence = 0.95, int resamples = 9_999)
    {
        Require.Probability(confidence);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 99);
        if (scores.Count < 2 || scores.All(score => score == scores[0]))
        {
            return null;
        }

        var means = ResampledMeans(scores, seed, resamples);
        var mean = scores.Average();
        var below = means.Count(value => value < mean) + 0.5 * means.Count(value => value == mean);
        var bias = Normal.InvCDF(0, 1, Math.Clamp(below / resamples, 0.5 / resamples, 1 - 0.5 / resamples));
        var acceleration = Acceleration(scores, mean);

        var z = Normal.InvCDF(0, 1, 1 - (1 - confidence) / 2);
        return new BootstrapInterval(new Interval(Quantile(means, Adjusted(-z)), Quantile(means, Adjusted(z))), seed, resamples);

        double Adjusted(double normal) =>
            Normal.CDF(0, 1, bias + (bias + normal) / (1 - acceleration * (bias + normal)));
    }

    private static double[] ResampledMeans(IReadOnlyList<double> scores, int seed, int resamples)
    {
#pragma warning disable CA5394 // Resampling must be repeatable from its seed; nothing here is a secret.
        var random = new Random(seed);
        var means = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < scores.Count; j++)
            {
                sum += scores[random.Next(scores.Count)];
            }

            means[i] = sum / scores.Count;
        }
#pragma warning restore CA5394

        Array.Sort(means);
        return means;
    }

    /// <summary>From the jackknife: leaving out xᵢ moves the mean by (x̄ − xᵢ)/(n − 1), and the common factor cancels.</summary>
    private static double Acceleration(IReadOnlyList<double> scores, double mean)
    {
        var cubes = scores.Sum(score => Math.Pow(score - mean, 3));
        var squares = scores.Sum(score => Math.Pow(score - mean, 2));
        return cubes / (6 * Math.Pow(squares, 1.5));
    }

    private static double Quantile(double[] sorted, double probability)
    {
        var position = probability * (sorted.Length - 1);
        var low = (int)Math.Floor(position);
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + (position - low) * (sorted[high] - sorted[low]);
    }
}
