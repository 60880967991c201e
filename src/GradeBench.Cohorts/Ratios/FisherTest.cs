using MathNet.Numerics.Distributions;

namespace GradeBench.Cohorts;

/// <summary>Fisher's exact test of two rates, two-sided: all tables with the same margins that are no likelier than this one.</summary>
/// <param name="P">The exact p value, which is conservative.</param>
/// <param name="MidP">Counts the observed probability half, which practitioners prefer for that reason.</param>
public sealed record FisherTest(double P, double MidP)
{
    public static FisherTest Of(SelectionRate first, SelectionRate second)
    {
        var passed = first.Passed + second.Passed;
        var law = new Hypergeometric(first.Total + second.Total, passed, first.Total);
        var observed = law.Probability(first.Passed);

        // Likelihoods that are equal in exact arithmetic differ in the last bits of a double.
        const double tolerance = 1e-7;
        double equal = 0, rarer = 0;
        for (var x = Math.Max(0, passed - second.Total); x <= Math.Min(first.Total, passed); x++)
        {
            var probability = law.Probability(x);
            if (Math.Abs(probability - observed) <= observed * tolerance)
            {
                equal += probability;
            }
            else if (probability < observed)
            {
                rarer += probability;
            }
        }

        return new FisherTest(Math.Min(1, equal + rarer), Math.Min(1, rarer + equal - observed / 2));
    }
}
