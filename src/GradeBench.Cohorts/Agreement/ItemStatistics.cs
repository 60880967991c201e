namespace GradeBench.Cohorts;

/// <summary>
/// Sums over people of an item's score x and of their rest score r, everything but that item. They add up over groups of
/// people, so that no statistic of an item ever needs the people.
/// </summary>
public readonly record struct ItemSums(int People, decimal Score, decimal ScoreSquares, decimal Rest, decimal RestSquares, decimal Products)
{
    public static ItemSums operator +(ItemSums a, ItemSums b) => new(
        a.People + b.People, a.Score + b.Score, a.ScoreSquares + b.ScoreSquares, a.Rest + b.Rest, a.RestSquares + b.RestSquares, a.Products + b.Products);

    /// <summary>The same as the operator, for languages without one.</summary>
    public static ItemSums Add(ItemSums left, ItemSums right) => left + right;
}

/// <summary>
/// Classical item analysis: difficulty and corrected discrimination (Guilford 1953; the item is taken out of what it is
/// compared with, because otherwise it correlates with itself).
/// </summary>
/// <param name="Mean">Of the item's score, in its own unit: for a behaviour the share that passed.</param>
/// <param name="StandardDeviation">With n − 1.</param>
/// <param name="Discrimination">Pearson's r of item and rest score, −1 to 1. Null without spread in either.</param>
/// <param name="DiscriminationInterval">95 % by default, Fisher's z: tanh(artanh r ± z/√(n − 3)). Null below 4 people, without r, or at |r| = 1.</param>
public sealed record ItemStatistics(double Mean, double StandardDeviation, double? Discrimination, Interval? DiscriminationInterval)
{
    /// <summary>Null below two people.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The confidence lies outside 0..1.</exception>
    public static ItemStatistics? Of(ItemSums sums, double confidence = 0.95)
    {
        Require.Probability(confidence);
        if (sums.People < 2)
        {
            return null;
        }

        // Sums of decimals are exact, so subtracting squares loses nothing.
        decimal n = sums.People;
        var (scores, rests) = (sums.ScoreSquares - sums.Score * sums.Score / n, sums.RestSquares - sums.Rest * sums.Rest / n);
        var together = sums.Products - sums.Score * sums.Rest / n;
        double? r = scores <= 0 || rests <= 0 ? null : Math.Clamp((double)together / Math.Sqrt((double)scores * (double)rests), -1, 1);

        return new ItemStatistics((double)(sums.Score / n), Math.Sqrt(Math.Max(0, (double)(scores / (n - 1)))), r, FisherZ(r, sums.People, confidence));
    }

    private static Interval? FisherZ(double? r, int people, double confidence)
    {
        if (r is not { } value || people < 4 || Math.Abs(value) >= 1)
        {
            return null;
        }

        var half = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 1 - (1 - confidence) / 2) / Math.Sqrt(people - 3);
        return new Interval(Math.Tanh(Math.Atanh(value) - half), Math.Tanh(Math.Atanh(value) + half));
    }
}
