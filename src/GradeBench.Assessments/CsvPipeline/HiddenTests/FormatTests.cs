using GradeBench.Assessments.Judge;
using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>What CSV looks like in the wild.</summary>
public sealed class FormatTests(Candidate<IUserPipeline> candidate)
{
    private readonly People _people = new(candidate.Seed);

    [Fact, Behaviour("format.columns", "Finds the columns by their names, in any order and among others",
        CandidateSentence = "Values were taken from the wrong places when the header had its columns in another order or had others besides.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Columns_are_found_by_name()
    {
        var users = _people.Take(20);
        int[] order = [.. Enumerable.Range(0, 7)];
        do
            _people.Random.Shuffle(order);
        while (order.Where(place => place < 5).SequenceEqual([0, 1, 2, 3, 4]));

        string[] names = [.. Csv.Columns, _people.Name(6), "monthly_spend_" + _people.Name(3)];
        var rows = users.Select(user => string.Join(',', Ordered([.. Csv.Fields(user), _people.Name(4), ""])));
        var delivery = await candidate.ReadAsync(Csv.Lines([string.Join(',', Ordered(names)), .. rows]));

        Assert.Equal(users, delivery.Users);

        IEnumerable<string> Ordered(string[] values) => order.Select(place => values[place]);
    }

    [Fact, Behaviour("format.byte-order-mark", "Reads a source that begins with a byte order mark",
        CandidateSentence = "A source that begins with a byte order mark was not read like one without.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_byte_order_mark_is_no_part_of_the_header()
    {
        var users = _people.Take(5);

        var delivery = await candidate.ReadAsync(new Input([[0xEF, 0xBB, 0xBF, .. Csv.Bytes(Csv.Text(users))]]));

        Assert.Equal(users, delivery.Users);
    }

    [Fact, Behaviour("format.line-ends", "Reads lines that end with LF and lines that end with CRLF",
        CandidateSentence = "Lines that end with CRLF were not read like lines that end with LF.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Lines_end_with_or_without_a_carriage_return()
    {
        var users = _people.Take(12);

        var windows = await candidate.ReadAsync(Csv.Text(users).Replace("\n", "\r\n", StringComparison.Ordinal));
        var mixed = await candidate.ReadAsync(string.Concat(
            Csv.Text(users).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, index) => line + (index % 3 == 0 ? "\n" : "\r\n"))));

        Assert.Equal(users, windows.Users);
        Assert.Equal(users, mixed.Users);
    }

    [Fact, Behaviour("format.quotes", "Understands quoted fields with commas and doubled quotes",
        CandidateSentence = "Fields in quotes that hold commas or doubled quotes were not read as one value.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Quotes_keep_commas_and_quotes_in_a_field()
    {
        var users = _people.Take(8);
        string[] names = ["Doe, John", "\"Jo\" Li", ",", "\"", "\"\"", "a\",\"b", "Smith, \"Al\", Jr.", "quote\""];
        users = [.. users.Select((user, index) => user with { Username = names[index] + (index < 2 ? _people.Name(3) : "") })];

        var needed = await candidate.ReadAsync(Csv.Text(users));
        var everywhere = await candidate.ReadAsync(Csv.Lines(
            [string.Join(',', Csv.Columns.Select(Always)), .. users.Select(user => string.Join(',', Csv.Fields(user).Select(Always)))]));

        Assert.Equal(users, needed.Users);
        Assert.Equal(users, everywhere.Users);

        static string Always(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    [Fact, Behaviour("format.quoted-newlines", "Keeps line ends within quotes as part of the field",
        CandidateSentence = "A line end within quotes ended the row, or was not kept as it was.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Line_ends_within_quotes_belong_to_the_field()
    {
        var users = _people.Take(6);
        users[1] = users[1] with { Username = $"{_people.Name(4)}\n{_people.Name(4)}" };
        users[3] = users[3] with { Username = $"{_people.Name(4)}\r\n\r\n{_people.Name(4)}" };
        users[5] = users[5] with { Username = $"{_people.Name(4)}\n" };

        var delivery = await candidate.ReadAsync(Csv.Text(users));

        Assert.Equal(users, delivery.Users);
    }

    [Fact, Behaviour("format.blank-lines", "Passes over blank lines, also before the header",
        CandidateSentence = "Blank lines were taken for rows or for the header.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Blank_lines_are_no_rows()
    {
        var users = _people.Take(4);
        var lines = users.SelectMany(user => new[] { Csv.Row(user), "", "" });

        var delivery = await candidate.ReadAsync(Csv.Lines(["", "", Csv.Header, "", .. lines]));

        Assert.Equal(users, delivery.Users);
        Assert.Empty(delivery.BadRows);
    }

    [Fact, Behaviour("format.last-line", "Reads a last line that has no line end",
        CandidateSentence = "The last row was lost or changed when no line end came after it.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task The_last_line_need_not_be_ended()
    {
        var users = _people.Take(3);

        var delivery = await candidate.ReadAsync(Csv.Text(users).TrimEnd('\n'));

        Assert.Equal(users, delivery.Users);
    }

    [Fact, Behaviour("format.pieces", "Does not care where the pieces of the source end",
        CandidateSentence = "The same bytes gave other rows when they came in other pieces.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Pieces_may_end_anywhere()
    {
        var users = _people.Take(4);
        users[0] = users[0] with { Username = $"Ωмега 🦊 {_people.Name(3)}" };
        users[2] = users[2] with { Username = $"{_people.Name(3)}, \"çé\"" };
        var bytes = Csv.Bytes(Csv.Text(users).Replace("\n", "\r\n", StringComparison.Ordinal));

        var single = await candidate.ReadAsync(new Input(Csv.Cut(bytes, 1)));
        var odd = await candidate.ReadAsync(new Input(Csv.Cut(bytes, _people.Random.Next(2, 12)).SelectMany(piece => new[] { piece, [] })));

        Assert.Equal(users, single.Users);
        Assert.Equal(users, odd.Users);
    }
}
