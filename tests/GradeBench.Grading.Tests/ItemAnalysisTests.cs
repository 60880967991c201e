namespace GradeBench.Grading.Tests;

public sealed class ItemAnalysisTests
{
    [Fact]
    public void Difficulty_is_the_share_that_passed()
    {
        Assert.Equal(0.75, ItemAnalysis.Difficulty([true, true, false, true]));
        Assert.Equal(0, ItemAnalysis.Difficulty([]));
    }

    // By hand: deviations of passing 0.5 0.5 -0.5 -0.5, of the sums 4 1 -2 -3, so 5 / sqrt(1 * 30).
    [Fact]
    public void Discrimination_is_the_correlation_with_the_other_behaviours() =>
        Assert.Equal(0.912871, ItemAnalysis.Discrimination([true, true, false, false], [10, 7, 4, 3])!.Value, 6);

    [Fact]
    public void Who_passes_what_the_better_ones_fail_discriminates_the_wrong_way() =>
        Assert.Equal(-1, ItemAnalysis.Discrimination([true, false], [1, 5])!.Value, 6);

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void What_all_pass_or_none_separates_nobody(bool first, bool second) =>
        Assert.Null(ItemAnalysis.Discrimination([first, second], [1, 5]));

    [Fact]
    public void Equal_sums_separate_nobody() => Assert.Null(ItemAnalysis.Discrimination([true, false], [5, 5]));

    [Fact]
    public void Lists_of_different_length_are_refused() =>
        Assert.Throws<ArgumentException>(() => ItemAnalysis.Discrimination([true], [1, 2]));
}
