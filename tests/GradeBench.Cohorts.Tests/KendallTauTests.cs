namespace GradeBench.Cohorts.Tests;

public sealed class KendallTauTests
{
    [Fact]
    public void It_equals_the_definition_over_all_pairs()
    {
        var random = new Random(7);
        (decimal X, decimal Y)[] pairs = [.. Enumerable.Range(0, 200).Select(_ => (random.Next(10, 101) / 10m, random.Next(10, 31) / 10m))];

        Assert.Equal(ByDefinition(pairs), KendallTau.Of(pairs)!.Value, 12);
    }

    // scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]) of SciPy's own documentation.
    [Fact]
    public void It_agrees_with_SciPy_on_ties() =>
        Assert.Equal(-0.47140452079103173, KendallTau.Of([(12, 1), (2, 4), (1, 7), (12, 1), (2, 0)])!.Value, 12);

    [Fact]
    public void It_is_undefined_where_one_side_does_not_differ() => Assert.Null(KendallTau.Of([(1, 5), (2, 5), (3, 5)]));

    private static double ByDefinition((decimal X, decimal Y)[] pairs)
    {
        long balance = 0, x = 0, y = 0;
        for (var i = 0; i < pairs.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (dx, dy) = (Math.Sign(pairs[i].X - pairs[j].X), Math.Sign(pairs[i].Y - pairs[j].Y));
                (balance, x, y) = (balance + dx * dy, x + dx * dx, y + dy * dy);
            }
        }

        return balance / Math.Sqrt((double)x * y);
    }
}
