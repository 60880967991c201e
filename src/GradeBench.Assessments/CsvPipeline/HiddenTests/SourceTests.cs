using System.Text;
using GradeBench.Assessments.Judge;
using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>Sources that as a whole cannot be used, or have nothing in them.</summary>
public sealed class SourceTests(Candidate<IUserPipeline> candidate)
{
    private readonly People _people = new(candidate.Seed);

    [Fact, Behaviour("sources.missing", "Says that a source is not there",
        CandidateSentence = "A file or folder that is not there was not told as that, with the source's name and the cause.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_missing_source_is_told()
    {
        var file = await candidate.RefusalAsync(() => new Input([]) { Failure = new FileNotFoundException("Could not find the file.") });
        var folder = await candidate.RefusalAsync(() => new Input([]) { Failure = new DirectoryNotFoundException("Could not find a part of the path.") });

        Assert.Equal((CsvSourceProblem.NotFound, CsvSourceProblem.NotFound), (file.Problem, folder.Problem));
        Assert.IsType<FileNotFoundException>(file.InnerException);
        Assert.IsType<DirectoryNotFoundException>(folder.InnerException);
    }

    [Fact, Behaviour("sources.unreadable", "Says that a source may not be read",
        CandidateSentence = "A folder, or a file that may not be read, was not told as that, with the source's name and the cause.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task An_unreadable_source_is_told()
    {
        var refusal = await candidate.RefusalAsync(() => new Input([]) { Failure = new UnauthorizedAccessException("Access to the path is denied.") });

        Assert.Equal(CsvSourceProblem.AccessDenied, refusal.Problem);
        Assert.IsType<UnauthorizedAccessException>(refusal.InnerException);
    }

    [Fact, Behaviour("sources.failing", "Says that reading failed, after the batches that were full before",
        CandidateSentence = "When reading failed on the way, the batches before it were lost or the failure was not told with its cause.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_failure_on_the_way_is_told()
    {
        var users = _people.Take(5);
        var cause = new IOException("The device is not ready.");
        var pipeline = await candidate.PipelineAsync(batchSize: 2);
        await using var batches = candidate.Read(pipeline, new Input([Csv.Bytes(Csv.Text(users))]) { Failure = cause });

        var first = await batches.NextAsync("The first batch did not come.");
        var second = await batches.NextAsync("The second batch did not come.");
        var failure = await Assert.ThrowsAsync<CsvSourceException>(() => batches.NextAsync("The failure did not come."));

        Assert.Equal(users[..4], first!.Users.Concat(second!.Users));
        Assert.Equal(CsvSourceProblem.ReadFailed, failure.Problem);
        Assert.IsType<IOException>(failure.InnerException);
    }

    [Fact, Behaviour("sources.not-text", "Says that a source is no text",
        CandidateSentence = "Bytes that are no text were read as rows, or not told as what they are.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Bytes_that_are_no_text_are_told()
    {
        var text = Csv.Bytes(Csv.Text(_people.Take(3)));
        byte[][] contents =
        [
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D],
            [.. text, 0xC3, 0x28, .. Csv.Bytes("\n")],
            [.. text, 0, .. Csv.Bytes("\n")],
            [.. text, .. Encoding.UTF8.GetBytes("é")[..1]],
        ];

        foreach (var content in contents)
            Assert.Equal(CsvSourceProblem.NotText, (await candidate.RefusalAsync(() => new Input([content]))).Problem);
    }

    [Fact, Behaviour("sources.empty", "Says that a source has nothing in it",
        CandidateSentence = "A source without a header was not told as empty.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task An_empty_source_is_told()
    {
        Func<Input>[] inputs = [() => new Input([]), () => new Input(""), () => new Input("\n\r\n\n")];

        foreach (var input in inputs)
            Assert.Equal(CsvSourceProblem.Empty, (await candidate.RefusalAsync(input)).Problem);
    }

    [Fact, Behaviour("sources.header-only", "Takes a source of nothing but a header for one without users",
        CandidateSentence = "A source with a header and no rows did not give zero batches and a summary of zeros.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_header_alone_is_no_error()
    {
        var delivery = await candidate.ReadAsync(Csv.Header);
        var summary = await candidate.SummarizeAsync(Csv.Header + "\n");

        Assert.Empty(delivery.Batches);
        Assert.Equal((0L, 0L, 0L, 0m), (summary.Users, summary.ActiveUsers, summary.BadRows, summary.AverageSpend));
        Assert.Empty(summary.TopSpenders);
    }

    [Fact, Behaviour("sources.missing-column", "Names the column that a header lacks",
        CandidateSentence = "A header that lacks a column was not refused with the name of that column.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_missing_column_is_named()
    {
        var users = _people.Take(2);

        foreach (var missing in Enumerable.Range(0, 5))
        {
            var refusal = await candidate.RefusalAsync(() => new Input(Csv.Lines(
                [Without(missing, [.. Csv.Columns]), .. users.Select(user => Without(missing, Csv.Fields(user)))])));

            Assert.Equal((CsvSourceProblem.MissingColumn, Csv.Columns[missing]), (refusal.Problem, refusal.Column));
        }

        static string Without(int place, string[] fields) => string.Join(',', fields.Where((_, index) => index != place));
    }

    [Fact, Behaviour("sources.duplicate-column", "Refuses a header that has a column twice",
        CandidateSentence = "A header that has one of the columns twice was not refused with the name of that column.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_column_that_comes_twice_is_named()
    {
        var twice = Csv.Columns[_people.Random.Next(5)];
        var lines = _people.Take(2).Select(user => Csv.Row(user) + ",again");

        var refusal = await candidate.RefusalAsync(() => new Input(Csv.Lines([$"{Csv.Header},{twice}", .. lines])));

        Assert.Equal((CsvSourceProblem.DuplicateColumn, twice), (refusal.Problem, refusal.Column));
    }
}
