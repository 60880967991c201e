using GradeBench.Cohorts;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Cohorts.Health;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class HealthStatisticsTests
{
    private static readonly SampleSource Source = new(Population.Submissions, "task-runner", "Task runner", Guid.Empty, "1.0.0", "hash");

    [Theory]
    [InlineData(5, 4, 8, 2, HealthReading.TooFewToSay)]
    [InlineData(14, 15, 8, 2, HealthReading.TooFewToSay)]
    [InlineData(20, 20, 8, 2, HealthReading.Separates)]
    [InlineData(20, 20, 2, 8, HealthReading.WrongWay)]
    [InlineData(400, 400, 5, 5, HealthReading.SeparatesLittle)]
    [InlineData(20, 20, 5, 5, HealthReading.CannotTell)]
    [InlineData(95, 5, 5, 5, HealthReading.Ceiling)]
    [InlineData(5, 95, 5, 5, HealthReading.Floor)]
    public void An_items_reading_follows_from_how_many_pass_and_how_they_do_elsewhere(int passed, int failed, int restOfPassed, int restOfFailed, HealthReading reading)
    {
        var item = Item(Sums(failed, 0, restOfFailed), Sums(passed, 1, restOfPassed));

        Assert.Equal(reading, item.Reading);
        Assert.Equal(passed + failed, item.People);
        Assert.Equal((double)passed / (passed + failed), item.Mean!.Value, 12);
    }

    [Fact]
    public void Below_ten_people_there_is_neither_deviation_nor_correlation()
    {
        var item = Item(Sums(4, 0, 2), Sums(5, 1, 8));

        Assert.Null(item.StandardDeviation);
        Assert.Null(item.Discrimination);
    }

    [Fact]
    public void A_value_that_too_few_have_is_hidden_and_in_no_number_of_its_item()
    {
        var item = Item(default, Sums(40, 1, 6));

        Assert.Equal([null, 40], item.Values.Select(v => v.People));
        Assert.Equal((40, 1.0), (item.People, item.Mean));
        Assert.Null(item.Discrimination);
        Assert.Equal(HealthReading.Ceiling, item.Reading);
    }

    [Fact]
    public void An_item_nobody_is_counted_in_is_there_and_says_nothing()
    {
        var report = HealthStatistics.Of(Source, null, [("behaviour:a", ["failed", "passed"])], new Dictionary<(string, string), ItemSums>());

        Assert.False(report.Any);
        Assert.Equal((0, null, HealthReading.TooFewToSay), (report.Items[0].People, report.Items[0].Mean, report.Items[0].Reading));
    }

    private static ItemHealth Item(ItemSums failed, ItemSums passed) => HealthStatistics.Of(
        Source, null, [("behaviour:a", ["failed", "passed"])],
        new[] { ("failed", failed), ("passed", passed) }.Where(v => v.Item2.People > 0).ToDictionary(v => ("behaviour:a", v.Item1), v => v.Item2)).Items.Single();

    /// <summary>People whose rest scores lie one below, at and one above the given one, in turn.</summary>
    private static ItemSums Sums(int people, int score, int rest) => Enumerable.Range(0, people)
        .Select(i => (decimal)rest + (i % 3) - 1)
        .Aggregate(default(ItemSums), (sum, r) => sum + new ItemSums(1, score, score, r, r * r, score * r));
}
