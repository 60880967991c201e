using GradeBench.Assessments.Judge;
using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>Rows that are wrong, and how they are told.</summary>
public sealed class RowTests(Candidate<IUserPipeline> candidate)
{
    private readonly People _people = new(candidate.Seed);

    [Fact, Behaviour("rows.skipped", "Passes over bad rows and delivers all others",
        CandidateSentence = "Rows that are not valid cost other rows, ended the reading, or were not reported.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Bad_rows_cost_no_other()
    {
        var users = _people.Take(6);
        string[] lines =
        [
            Csv.Header, Spoilt("user_id", "x"), Csv.Row(users[0]), "1,2", Csv.Row(users[1]), Csv.Row(users[2]), Csv.Row(_people.Next()) + ",more",
            Spoilt("signup_date", "soon"), Csv.Row(users[3]), "just words", Csv.Row(users[4]), Spoilt("monthly_spend", "-3"), Csv.Row(users[5]),
        ];

        var delivery = await candidate.ReadAsync(Csv.Lines(lines));
        var summary = await candidate.SummarizeAsync(Csv.Lines(lines));

        Assert.Equal(users, delivery.Users);
        Assert.Equal(6, delivery.BadRows.Count);
        Assert.Equal((6L, 6L), (summary.Users, summary.BadRows));
    }

    [Fact, Behaviour("rows.line-numbers", "Reports bad rows with the line they stand on",
        CandidateSentence = "A bad row was reported with another line than the one it stands on.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Reports_name_the_line()
    {
        var isBad = Enumerable.Range(0, 60).Select(_ => _people.Random.Next(3) == 0).ToArray();
        isBad[0] = isBad[59] = true;

        var delivery = await candidate.ReadAsync(
            Csv.Lines([Csv.Header, .. isBad.Select(bad => bad ? Spoilt("is_active", "maybe") : Csv.Row(_people.Next()))]), batchSize: 7);

        Assert.Equal(Enumerable.Range(0, 60).Where(index => isBad[index]).Select(index => index + 2L), delivery.BadRows.Select(bad => bad.Line));
    }

    [Fact, Behaviour("rows.lines-of-text", "Counts blank lines and line ends within quotes",
        CandidateSentence = "After blank lines or fields of several lines, bad rows were reported with the wrong line.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Every_line_of_the_source_counts()
    {
        var blanks = _people.Random.Next(1, 5);
        var inName = _people.Random.Next(1, 5);
        var name = string.Join("\r\n", Enumerable.Repeat(_people.Name(3), inName + 1));
        string[] lines =
        [
            .. Enumerable.Repeat("", blanks), Csv.Header, Csv.Row(_people.Next() with { Username = name }), Spoilt("is_active", "maybe"),
            .. Enumerable.Repeat("", blanks), Csv.RowWith(_people.Next() with { Username = name }, "user_id", "x"), Spoilt("is_active", "maybe"),
        ];

        var delivery = await candidate.ReadAsync(Csv.Lines(lines));

        var first = blanks + 1 + (inName + 1) + 1L;
        var second = first + blanks + 1;
        Assert.Equal([first, second, second + inName + 1], delivery.BadRows.Select(bad => bad.Line));
    }

    [Fact, Behaviour("rows.one-report", "Reports a bad row once, however much is wrong with it",
        CandidateSentence = "A row with several wrong values was not reported exactly once, by one of its wrong columns.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_row_is_reported_once()
    {
        string[] wrong = ["x", "   ", "soon", "maybe", "-3"];

        var delivery = await candidate.ReadAsync(Csv.Lines([Csv.Header, string.Join(',', wrong), Csv.Row(_people.Next()), $"{_people.Random.Next(1, 99)},bo,soon,true,NaN"]));

        Assert.Equal(2, delivery.BadRows.Count);
        Assert.Contains(delivery.BadRows[0].Column, Csv.Columns);
        Assert.True(delivery.BadRows[1].Column is "signup_date" or "monthly_spend", $"Expected one of the two wrong columns; received {delivery.BadRows[1].Column}.");
    }

    [Fact, Behaviour("rows.reasons", "Says what is wrong with a row, and in which column",
        CandidateSentence = "A bad row was reported with another problem or another column than the one that is wrong.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Reports_give_the_reason()
    {
        (string Line, RowProblem Problem, string? Column)[] rows =
        [
            (Spoilt("user_id", "x"), RowProblem.Value, "user_id"),
            (Spoilt("username", ""), RowProblem.Value, "username"),
            (Spoilt("signup_date", "2023-02-30"), RowProblem.Value, "signup_date"),
            (Spoilt("is_active", "maybe"), RowProblem.Value, "is_active"),
            (Spoilt("monthly_spend", "free"), RowProblem.Value, "monthly_spend"),
            ("x,y", RowProblem.FieldCount, null),
            (Csv.Row(_people.Next()) + ",", RowProblem.FieldCount, null),
        ];
        _people.Random.Shuffle(rows);

        var delivery = await candidate.ReadAsync(Csv.Lines([Csv.Header, .. rows.Select(row => row.Line), Csv.Row(_people.Next())]));

        Assert.Equal(rows.Select(row => (row.Problem, row.Column)), delivery.BadRows.Select(bad => (bad.Problem, bad.Column)));
    }

    [Fact, Behaviour("rows.quoting", "Reports quotes that make no sense",
        CandidateSentence = "A quote that is never closed, or text after a closing quote, was not reported once as a problem of quoting.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Senseless_quotes_are_reported()
    {
        var users = _people.Take(2);
        var name = _people.Name(5);

        var delivery = await candidate.ReadAsync(Csv.Lines(
            [Csv.Header, $"7,\"{name}\"x,2024-01-05,true,5", Csv.Row(users[0]), Csv.Row(users[1]), $"8,\"{name},2024-01-05,true,5", Csv.Row(_people.Next())]));

        Assert.Equal(users, delivery.Users);
        Assert.Equal([RowProblem.Quoting, RowProblem.Quoting], delivery.BadRows.Select(bad => bad.Problem));
        Assert.Equal([2L, 5L], delivery.BadRows.Select(bad => bad.Line));
    }

    [Fact, Behaviour("rows.duplicates", "Delivers every row, also when an id comes again",
        CandidateSentence = "Of rows with the same id some were lost, changed or reported.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Ids_may_come_again()
    {
        var users = _people.Take(3);
        User[] all = [users[0], users[1], users[0], users[2], users[1] with { Username = _people.Name(8) }, users[0]];

        var delivery = await candidate.ReadAsync(Csv.Text(all));
        var summary = await candidate.SummarizeAsync(Csv.Text(all));

        Assert.Equal(all, delivery.Users);
        Assert.Empty(delivery.BadRows);
        Assert.Equal(6, summary.Users);
    }

    private string Spoilt(string column, string text) => Csv.RowWith(_people.Next(), column, text);
}
