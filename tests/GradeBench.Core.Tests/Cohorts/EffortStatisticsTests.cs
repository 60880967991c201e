using GradeBench.Cohorts;
using GradeBench.Core.Cohorts.Effort;

namespace GradeBench.Core.Tests.Cohorts;

public sealed class EffortStatisticsTests
{
    [Fact]
    public void Scores_of_the_golden_sample_have_its_mean_and_interval()
    {
        // A and its interval are golden values of the statistics brief: 6.125, [5.082964, 7.167036].
        var band = EffortStatistics.Of(Counts("2-to-3", [5, 6, 6, 7, 7, 8, 4, 6], _ => 2.5m)).Bands[1];

        Assert.Equal((8, 6.125), (band.People, band.Mean));
        Assert.Equal(5.082964, band.MeanInterval!.Value.Lower, 6);
        Assert.Equal(7.167036, band.MeanInterval.Value.Upper, 6);
    }

    [Theory]
    [InlineData("0.5", "under-2")]
    [InlineData("1.5", "under-2")]
    [InlineData("2", "2-to-3")]
    [InlineData("4", "4-to-6")]
    [InlineData("5.5", "4-to-6")]
    [InlineData("6", "6-and-more")]
    [InlineData("60", "6-and-more")]
    public void Hours_fall_into_one_band_and_a_bound_into_the_upper_one(string hours, string band) =>
        Assert.Equal(band, EffortBands.Of(decimal.Parse(hours, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void A_band_of_fewer_than_five_has_no_number_and_is_in_none()
    {
        var counts = Counts("under-2", [5, 6, 7, 8], _ => 1).Concat(Counts("2-to-3", [5, 6, 6, 7, 7], _ => 2.5m)).ToDictionary();

        var figures = EffortStatistics.Of(counts);

        Assert.Equal(new EffortBand("under-2", null, null, null, null), figures.Bands[0]);
        Assert.Equal(((int?)5, (double?)null, EffortReading.TooFewToSay), (figures.People, figures.Correlation, figures.Reading));
    }

    [Theory]
    [InlineData(1, EffortReading.HigherWithMore)]
    [InlineData(-1, EffortReading.LowerWithMore)]
    [InlineData(0, EffortReading.CannotTell)]
    public void From_thirty_people_on_the_interval_decides_what_is_said(int slope, EffortReading expected)
    {
        // 36 people in three bands; what does not follow the hours goes up and down in each band alike.
        decimal[] wobble = [-2, 2, -1, 1, -1, 1, -2, 2, -1, 1, -1, 1];
        var counts = new[] { ("2-to-3", 2.5m), ("3-to-4", 3.5m), ("4-to-6", 5m) }
            .SelectMany(band => Counts(band.Item1, [.. wobble.Select(w => 5.5m + slope * (band.Item2 - 3.5m) * 2 + w)], _ => band.Item2))
            .ToDictionary();

        var figures = EffortStatistics.Of(counts);

        Assert.Equal(((int?)36, expected), (figures.People, figures.Reading));
        Assert.Equal(slope, Math.Sign(Math.Round(figures.Correlation!.Value, 6)));
    }

    [Fact]
    public void People_who_all_say_the_same_hours_have_no_correlation() =>
        Assert.Null(EffortStatistics.Of(Counts("2-to-3", [.. Enumerable.Range(0, 40).Select(i => 5m + i % 3)], _ => 2m)).Correlation);

    private static Dictionary<string, ItemSums> Counts(string band, decimal[] scores, Func<int, decimal> hours)
    {
        var people = scores.Select((score, i) => (Score: score, Hours: hours(i))).ToArray();
        return new()
        {
            [band] = new ItemSums(
                people.Length, people.Sum(p => p.Hours), people.Sum(p => p.Hours * p.Hours), people.Sum(p => p.Score), people.Sum(p => p.Score * p.Score),
                people.Sum(p => p.Hours * p.Score)),
        };
    }
}
