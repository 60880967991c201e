using GradeBench.Assessments.Judge;
using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>What a source comes to, beside what the judge computes itself.</summary>
public sealed class AggregateTests(Candidate<IUserPipeline> candidate)
{
    private readonly People _people = new(candidate.Seed);

    [Fact, Behaviour("aggregates.totals", "Counts users and those that are active",
        CandidateSentence = "The number of users, or of those that are active, was wrong.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Users_are_counted()
    {
        var users = _people.Take(_people.Random.Next(150, 300));

        var summary = await candidate.SummarizeAsync(Csv.Text(users));

        Assert.Equal((users.Length, users.LongCount(user => user.IsActive)), (summary.Users, summary.ActiveUsers));
    }

    [Fact, Behaviour("aggregates.average", "Computes the average exactly and rounds it as the contract says",
        CandidateSentence = "The average spend was not exact, or not rounded as the contract says.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task The_average_is_exact()
    {
        decimal[][] cases = [HalfThatDoublesMiss(), HalfAboveAnEvenDigit(), [1m, 1m, 2m, _people.Random.Next(50)]];

        foreach (var amounts in cases)
        {
            var summary = await candidate.SummarizeAsync(Csv.Text(amounts.Select(amount => _people.Next() with { MonthlySpend = amount })));

            Assert.Equal(decimal.Round(amounts.Sum() / amounts.Length, 2, MidpointRounding.AwayFromZero), summary.AverageSpend);
        }
    }

    [Fact, Behaviour("aggregates.top-ten", "Finds the ten highest spenders above a hundred",
        CandidateSentence = "The highest spenders were not the right ones, or not in the right order.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task The_highest_spenders_are_found()
    {
        var amounts = Enumerable.Range(90, 40).Select(amount => (decimal)amount).ToArray();
        _people.Random.Shuffle(amounts);
        User[] users = [.. amounts.Select(amount => _people.Next() with { MonthlySpend = amount })];
        User[] few = [.. users.Where(user => user.MonthlySpend <= 103)];

        var many = await candidate.SummarizeAsync(Csv.Text(users));
        var under = await candidate.SummarizeAsync(Csv.Text(few));

        Assert.Equal(users.OrderByDescending(user => user.MonthlySpend).Take(10), many.TopSpenders);
        Assert.Equal(few.Where(user => user.MonthlySpend > 100).OrderByDescending(user => user.MonthlySpend), under.TopSpenders);
    }

    [Fact, Behaviour("aggregates.ties", "Decides ties among the highest spenders as the contract says",
        CandidateSentence = "Of users with equal amounts, the highest spenders had the wrong ones or had them in the wrong order.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Ties_go_to_the_lower_id_and_then_to_the_first()
    {
        // Few ids for many rows and more than one order of them: whoever keeps equal rows in no order is right by chance once.
        var ids = _people.Take(3);
        for (var again = 0; again < 3; again++)
        {
            User[] users = [.. Enumerable.Range(0, 40).Select(i => ids[i % ids.Length] with { Username = _people.Name(9), MonthlySpend = 500 + (i % 8 / 4) })];
            _people.Random.Shuffle(users);

            var summary = await candidate.SummarizeAsync(Csv.Text(users));

            Assert.Equal(users.OrderByDescending(user => user.MonthlySpend).ThenBy(user => user.Id).Take(10), summary.TopSpenders);
        }
    }

    // Two amounts whose exact mean ends in a half cent after an even one: rounding to even goes the other way.
    private decimal[] HalfAboveAnEvenDigit()
    {
        var even = _people.Random.Next(10_000) * 0.02m;
        return [even, even + 0.01m];
    }

    // Large amounts whose exact mean ends in a half cent that binary fractions fall short of.
    private decimal[] HalfThatDoublesMiss()
    {
        while (true)
        {
            decimal[] amounts = [.. Enumerable.Range(0, 4).Select(_ => 900_000_000_000m + (_people.Random.NextInt64(1_000_000_000_000) / 100m))];
            var exact = decimal.Round(amounts.Sum() / 4, 2, MidpointRounding.AwayFromZero);
            var inexact = Math.Round(amounts.Sum(amount => (double)amount) / 4, 2, MidpointRounding.AwayFromZero);
            if ((decimal)inexact != exact)
                return amounts;
        }
    }
}
