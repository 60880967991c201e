using System.Globalization;
using GradeBench.Assessments.Judge;
using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>What the values of a row mean, and which mean nothing. Submissions run in a culture that writes 1.234,5.</summary>
public sealed class ValueTests(Candidate<IUserPipeline> candidate)
{
    private readonly People _people = new(candidate.Seed);

    [Fact, Behaviour("values.amounts", "Reads amounts exactly, whatever the culture of the machine",
        CandidateSentence = "Amounts with decimals were not read exactly, or not as they are written.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Amounts_are_read_exactly()
    {
        decimal[] amounts =
        [
            0m, 0.1m, 12.50m, _people.Random.Next(1, 100_000) / 100m, 0.000001m, 123_456_789_012.345678m, 999_999_999_999.999999m, 1_000_000_000_000m,
        ];
        User[] users = [.. amounts.Select(amount => _people.Next() with { MonthlySpend = amount })];

        var delivery = await candidate.ReadAsync(Csv.Text(users));

        Assert.Equal(users, delivery.Users);
    }

    [Fact, Behaviour("values.bad-amounts", "Refuses amounts that are negative, out of range or written in another way",
        CandidateSentence = "An amount that is negative, too large, not finite or not written as demanded was taken for valid, or ended the reading.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public Task Other_amounts_are_refused() => OnlyAsync(
        "monthly_spend",
        [$"{_people.Random.Next(1, 1000)}"],
        ["-1", $"-{_people.Random.Next(1, 1000)}", "NaN", "Infinity", "∞", "1e3", "1,000", "1.000,50", "$5", "0x1F", "", "much", "1.2.3", "1000000000001", new string('9', 40)]);

    [Fact, Behaviour("values.dates", "Takes real days written as demanded, and nothing else",
        CandidateSentence = "A date that does not exist or is written in another way was taken for valid, or a real one was not.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public Task Dates_are_real_days() => OnlyAsync(
        "signup_date",
        ["2024-02-29", "2000-02-29", "1999-12-31", "0001-01-01", "9999-12-31"],
        ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "01/02/2024", "31.12.2024", "2024-1-5", "20240105", "2024-01-05T00:00:00", "", "today"]);

    [Fact, Behaviour("values.flags", "Takes true and false in upper and lower case, and nothing else",
        CandidateSentence = "A flag written in other letters was not understood, or something else was taken for one.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public Task Flags_are_true_or_false() => OnlyAsync(
        "is_active",
        ["true", "TRUE", "True", "tRuE", "false", "FALSE", "False", "fALSE"],
        ["yes", "no", "1", "0", "t", "", "truefalse"]);

    [Fact, Behaviour("values.ids", "Takes whole numbers above zero as ids, up to the largest",
        CandidateSentence = "An id that is not a whole number above zero, or is too large, was taken for valid or ended the reading; or a large one was lost.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public Task Ids_are_whole_numbers() => OnlyAsync(
        "user_id",
        ["1", "9223372036854775807", $"{_people.Random.NextInt64(1L << 33, long.MaxValue)}"],
        ["0", "-5", "9223372036854775808", new string('7', 30), "1.5", "12a", "", "1e3"]);

    [Fact, Behaviour("values.names", "Keeps names exactly, in any script, and refuses empty ones",
        CandidateSentence = "A name was changed on its way, or one without a visible character was taken for valid.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public Task Names_are_kept_as_they_are() => OnlyAsync(
        "username",
        ["Zoë", "张伟", "Ολυμπία", "🦊🚀", "e\u0301a\u0308", "محمد", $"  {_people.Name(4)} ", "O'Neil; x", "\u00A0y", "null", $"it's 5\" {_people.Name(3)}"],
        ["", "   "]);

    /// <summary>Whether of rows that differ in one column those are delivered that have a good value, and the others reported.</summary>
    private async Task OnlyAsync(string column, string[] good, string[] bad)
    {
        (User User, string Text, bool IsGood)[] rows =
            [.. good.Select(text => (_people.Next(), text, true)), .. bad.Select(text => (_people.Next(), text, false))];
        _people.Random.Shuffle(rows);

        var delivery = await candidate.ReadAsync(Csv.Lines([Csv.Header, .. rows.Select(row => Csv.RowWith(row.User, column, row.Text))]));

        Assert.Equal(rows.Where(row => row.IsGood).Select(row => With(row.User, column, row.Text)), delivery.Users);
        Assert.Equal(bad.Length, delivery.BadRows.Count);
    }

    private static User With(User user, string column, string text) => column switch
    {
        "user_id" => user with { Id = long.Parse(text, CultureInfo.InvariantCulture) },
        "username" => user with { Username = text },
        "signup_date" => user with { SignupDate = DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) },
        "is_active" => user with { IsActive = bool.Parse(text) },
        _ => user with { MonthlySpend = decimal.Parse(text, CultureInfo.InvariantCulture) },
    };
}
