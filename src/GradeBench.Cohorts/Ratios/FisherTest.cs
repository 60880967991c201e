namespace GradeBench.Cohorts;

/// <summary>Fisher's exact test of two rates, two-sided: all tables with the same margins that are no likelier than this one.</summary>
/// <param name="P">The exact p value, which is conservative.</param>
/// <param name="MidP">Counts the observed probability half, which practitioners prefer for that reason.</param>
public sealed record FisherTest(double P, double MidP)
{
    public static FisherTest Of(SelectionRate first, SelectionRate second)
    {
        int passed = first.Passed + second.Passed, low = Math.Max(0, passed - second.Total), high = Math.Min(first.Total, passed);
        var weights = Weights(first.Total, second.Total, passed, low, high);
        double total = weights.Sum(), observed = weights[first.Passed - low];

        // Likelihoods that are equal in exact arithmetic differ in the last bits of a double.
        const double tolerance = 1e-7;
        double equal = 0, rarer = 0;
        foreach (var weight in weights)
        {
            if (Math.Abs(weight - observed) <= observed * tolerance)
            {
                equal += weight / total;
            }
            else if (weight < observed)
            {
                rarer += weight / total;
            }
        }

        return new FisherTest(Math.Min(1, equal + rarer), Math.Min(1, rarer + equal - observed / total / 2));
    }

    /// <summary>
    /// The hypergeometric law over its whole range, relative to its most likely value: neighbours have a ratio of small
    /// integers, so that thousands of people cost thousands of multiplications.
    /// </summary>
    private static double[] Weights(double n1, double n2, double passed, int low, int high)
    {
        var mode = Math.Clamp((int)((passed + 1) * (n1 + 1) / (n1 + n2 + 2)), low, high);
        var weights = new double[high - low + 1];
        weights[mode - low] = 1;
        for (var x = mode; x < high; x++)
        {
            weights[x + 1 - low] = weights[x - low] * (n1 - x) * (passed - x) / ((x + 1) * (n2 - passed + x + 1));
        }

        for (var x = mode; x > low; x--)
        {
            weights[x - 1 - low] = weights[x - low] * x * (n2 - passed + x) / ((n1 - x + 1) * (passed - x + 1));
        }

        return weights;
    }
}
