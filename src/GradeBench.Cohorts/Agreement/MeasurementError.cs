using MathNet.Numerics.Distributions;

namespace GradeBench.Cohorts;

/// <summary>
/// Standard error of measurement, SEM = s·√(1 − r), and what follows from it. Take r from agreement of raters or from
/// split halves of the hidden tests: regrading with a deterministic grader gives r = 1, which says nothing.
/// </summary>
public sealed record MeasurementError
{
    /// <param name="standardDeviation">Of the scores, in points: 0 or more.</param>
    /// <param name="reliability">Between 0 and 1.</param>
    public MeasurementError(double standardDeviation, double reliability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(standardDeviation);
        ArgumentOutOfRangeException.ThrowIfNegative(reliability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reliability, 1);
        Reliability = reliability;
        StandardError = standardDeviation * Math.Sqrt(1 - reliability);
    }

    public double Reliability { get; }

    /// <summary>In score points.</summary>
    public double StandardError { get; }

    /// <summary>Half the width of a person's 95 % band: 1.96·SEM.</summary>
    public double Band => Normal.InvCDF(0, 1, 0.975) * StandardError;

    /// <summary>Two people differ only beyond 1.96·√2·SEM.</summary>
    public double LeastDifference => Math.Sqrt(2) * Band;

    /// <summary>Kelley's estimate of a true score: r·x + (1 − r)·mean.</summary>
    public double Shrink(double score, double mean) => Reliability * score + (1 - Reliability) * mean;

    /// <summary>Spearman–Brown: the reliability of a whole test from the correlation of its halves, 2r/(1 + r).</summary>
    public static double FromHalves(double correlation) => 2 * correlation / (1 + correlation);

    /// <summary>
    /// Groups scores, highest first, so that every member of a group is within <see cref="LeastDifference"/> of the
    /// group's best. Members of one group are shown as tied.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<double>> TieGroups(IEnumerable<double> scores)
    {
        var groups = new List<List<double>>();
        foreach (var score in scores.OrderDescending())
        {
            if (groups.Count == 0 || groups[^1][0] - score > LeastDifference)
            {
                groups.Add([]);
            }

            groups[^1].Add(score);
        }

        return groups;
    }
}
