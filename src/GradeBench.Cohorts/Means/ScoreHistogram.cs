namespace GradeBench.Cohorts;

/// <summary>How many people have one score.</summary>
/// <param name="Score">In score points, for example 6.3.</param>
/// <param name="People">1 or more.</param>
public readonly record struct ScoreCount(decimal Score, int People);

/// <summary>
/// A sample of scores as counts. Because scores have few different values, every statistic of any number of people comes
/// from a hundred numbers at most.
/// </summary>
public sealed class ScoreHistogram
{
    /// <param name="scores">Each score once; any order.</param>
    /// <exception cref="ArgumentException">A score twice, or a count below 1.</exception>
    public ScoreHistogram(IEnumerable<ScoreCount> scores)
    {
        Scores = [.. scores.OrderBy(s => s.Score)];
        if (Scores.Any(s => s.People < 1) || Scores.DistinctBy(s => s.Score).Count() != Scores.Count)
        {
            throw new ArgumentException("Each score appears once, with one person or more.", nameof(scores));
        }

        People = Scores.Sum(s => s.People);
    }

    /// <summary>Ascending.</summary>
    public IReadOnlyList<ScoreCount> Scores { get; }

    public int People { get; }

    /// <summary>Count, mean and s with n − 1. Null for nobody.</summary>
    public SampleSummary? Summary
    {
        get
        {
            if (People == 0)
            {
                return null;
            }

            // Scores have one decimal, so both sums are exact and the two-pass formula is not needed.
            var sum = Scores.Sum(s => s.Score * s.People);
            var squares = Scores.Sum(s => s.Score * s.Score * s.People);
            double? deviation = People == 1 ? null : Math.Sqrt((double)((squares - sum * sum / People) / (People - 1)));
            return new SampleSummary(People, (double)(sum / People), deviation);
        }
    }

    /// <summary>The middle score, or halfway between the two middle ones. Null for nobody.</summary>
    public decimal? Median => People == 0 ? null : (At((People - 1) / 2) + At(People / 2)) / 2;

    public int CountAbove(decimal score) => Scores.Where(s => s.Score > score).Sum(s => s.People);

    public int CountAt(decimal score) => Scores.Where(s => s.Score == score).Sum(s => s.People);

    /// <summary>One value per person, ascending.</summary>
    public IEnumerable<double> Values() => Scores.SelectMany(s => Enumerable.Repeat((double)s.Score, s.People));

    public static ScoreHistogram Merge(IEnumerable<ScoreHistogram> samples) =>
        new(samples.SelectMany(s => s.Scores).GroupBy(s => s.Score).Select(g => new ScoreCount(g.Key, g.Sum(s => s.People))));

    private decimal At(int index)
    {
        foreach (var (score, people) in Scores)
        {
            if (index < people)
            {
                return score;
            }

            index -= people;
        }

        throw new ArgumentOutOfRangeException(nameof(index), index, "There are fewer people.");
    }
}
