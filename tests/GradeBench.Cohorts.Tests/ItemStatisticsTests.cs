namespace GradeBench.Cohorts.Tests;

public sealed class ItemStatisticsTests
{
    /// <summary>Eight people: passed or not, and how many of five others they passed. By hand: r = 6 / √(2 · 22) = 0.904534.</summary>
    private static readonly (decimal Score, decimal Others)[] People = [(1, 5), (1, 4), (1, 4), (1, 3), (0, 2), (0, 1), (0, 1), (0, 0)];

    [Fact]
    public void Difficulty_and_corrected_discrimination_are_those_computed_by_hand()
    {
        var item = ItemStatistics.Of(Sums(People))!;

        Assert.Equal(0.5, item.Mean, 12);
        Assert.Equal(Math.Sqrt(2.0 / 7), item.StandardDeviation, 12);
        Assert.Equal(6 / Math.Sqrt(2 * 22), item.Discrimination!.Value, 12);
        Assert.Equal(Math.Tanh(Math.Atanh(6 / Math.Sqrt(44)) - 1.959963984540054 / Math.Sqrt(5)), item.DiscriminationInterval!.Value.Lower, 9);
    }

    [Fact]
    public void Sums_of_groups_add_up_to_the_sums_of_everybody() =>
        Assert.Equal(Sums(People), Sums(People[..3]) + ItemSums.Add(Sums(People[3..5]), Sums(People[5..])));

    [Fact]
    public void Where_nothing_varies_nothing_is_separated()
    {
        Assert.Null(ItemStatistics.Of(Sums((1, 2), (1, 3), (1, 4), (1, 5)))!.Discrimination);
        Assert.Null(ItemStatistics.Of(Sums((0, 2), (1, 2), (1, 2), (0, 2)))!.Discrimination);
    }

    [Fact]
    public void An_item_that_follows_the_rest_exactly_has_no_interval()
    {
        var item = ItemStatistics.Of(Sums((0, 1), (1, 2), (0, 1), (1, 2)))!;

        Assert.Equal(1, item.Discrimination!.Value, 12);
        Assert.Null(item.DiscriminationInterval);
    }

    [Fact]
    public void One_person_is_no_sample_and_three_have_no_interval()
    {
        Assert.Null(ItemStatistics.Of(Sums((1, 2))));
        Assert.Null(ItemStatistics.Of(default));
        Assert.Null(ItemStatistics.Of(Sums((0, 1), (1, 2), (1, 0)))!.DiscriminationInterval);
        Assert.Throws<ArgumentOutOfRangeException>(() => ItemStatistics.Of(Sums(People), 1));
    }

    [Fact]
    public void The_ets_classes_need_size_and_certainty()
    {
        // Equal odds, large and certain, large and uncertain, and moderate.
        Assert.Equal(EtsClass.A, Class(new AbilityStratum(50, 50, 50, 50)));
        Assert.Equal(EtsClass.C, Class(new AbilityStratum(90, 10, 50, 50), new AbilityStratum(80, 20, 40, 60)));
        Assert.Equal(EtsClass.A, Class(new AbilityStratum(6, 4, 3, 7)));
        Assert.Equal(EtsClass.B, Class(new AbilityStratum(200, 100, 150, 150)));

        static EtsClass? Class(params AbilityStratum[] strata)
        {
            var result = MantelHaenszel.Of(strata)!;
            return result.ClassAt(result.P);
        }
    }

    [Fact]
    public void An_odds_ratio_of_nothing_has_neither_interval_nor_class()
    {
        var result = MantelHaenszel.Of([new(0, 10, 8, 2)])!;

        Assert.Equal(0, result.OddsRatio);
        Assert.Null(result.IntervalAt());
        Assert.Null(result.ClassAt(result.P));
    }

    /// <summary>One stratum is one table, where Robins', Breslow's and Greenland's variance is Woolf's: 1/a + 1/b + 1/c + 1/d.</summary>
    [Fact]
    public void Over_one_stratum_the_error_is_that_of_a_single_table() =>
        Assert.Equal(Math.Sqrt(1.0 / 18 + 1.0 / 2 + 1.0 / 8 + 1.0 / 12), MantelHaenszel.Of([new(18, 2, 8, 12)])!.LogError!.Value, 12);

    private static ItemSums Sums(params (decimal Score, decimal Others)[] people) => people.Aggregate(
        default(ItemSums), (sum, p) => sum + new ItemSums(1, p.Score, p.Score * p.Score, p.Others, p.Others * p.Others, p.Score * p.Others));
}
