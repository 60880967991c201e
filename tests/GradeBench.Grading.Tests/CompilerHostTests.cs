namespace GradeBench.Grading.Tests;

/// <summary>A compiler host ends between two submissions, never within one because of those before it.</summary>
public sealed class CompilerHostTests
{
    // The least, the default and the most that may be set.
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(120)]
    public void A_host_that_is_lent_again_has_all_that_one_more_submission_may_take(int seconds)
    {
        var options = new GradingOptions { CompileCpu = TimeSpan.FromSeconds(seconds) };
        var (most, step) = (TimeSpan.Zero, TimeSpan.FromSeconds(1));

        while (!CompilerHost.IsWornOut(most + step, options)) most += step;

        // Compiled twice and analysed twice, each a little beyond its share.
        var left = CompilerHost.LifetimeCpu(options) - most;
        Assert.InRange(left, 4 * options.CompileCpu + TimeSpan.FromSeconds(1), CompilerHost.LifetimeCpu(options) / 2);
    }

    [Fact]
    public void A_host_whose_life_nears_its_end_is_worn_out()
    {
        var options = new GradingOptions();

        Assert.False(CompilerHost.IsWornOut(TimeSpan.Zero, options));
        Assert.True(CompilerHost.IsWornOut(CompilerHost.LifetimeCpu(options) - options.CompileCpu, options));
    }
}
