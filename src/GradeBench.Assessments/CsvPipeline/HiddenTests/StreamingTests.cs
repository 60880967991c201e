using GradeBench.Assessments.Judge;
using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>Whether a source is read as its rows are asked for, and let go of afterwards.</summary>
public sealed class StreamingTests(Candidate<IUserPipeline> candidate)
{
    private const int ReadAhead = 256 << 10;

    private readonly People _people = new(candidate.Seed);

    [Fact, Behaviour("streaming.first-batch", "Hands a batch out as soon as it is full",
        CandidateSentence = "A batch that was full was kept back until more of the source had been read.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_full_batch_does_not_wait_for_the_source()
    {
        var users = _people.Take(6);
        var input = new Input([Csv.Bytes(Csv.Text(users[..3])), Csv.Bytes(Csv.Row(users[3])), Csv.Bytes(Csv.Lines(["", .. users[4..].Select(Csv.Row)]))]) { HoldsAfter = 2 };
        var pipeline = await candidate.PipelineAsync(batchSize: 3);

        await using var batches = candidate.Read(pipeline, input);
        var first = await batches.NextAsync("The first batch did not come, although the source had given all of its rows.");

        Assert.Equal(users[..3], first?.Users);
    }

    [Fact, Behaviour("streaming.read-ahead", "Reads no further than it was asked to",
        CandidateSentence = "While nobody asked for the next batch, much more of the source was read than had been handed out.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Nobody_who_does_not_ask_gets_more_read()
    {
        const int PieceRows = 16;
        User[] pattern = [.. _people.Take(PieceRows).Select(user => user with { Username = _people.Name(1000) })];
        var input = new Input(Csv.Long(pattern, 80));
        var sizes = Csv.Long(pattern, 3).Select(piece => piece.Length).ToList();
        var pipeline = await candidate.PipelineAsync(batchSize: PieceRows);

        await using var batches = candidate.Read(pipeline, input);
        for (var asked = 1; asked <= 3; asked++)
        {
            await batches.NextAsync($"Batch {asked} did not come.");
            await candidate.AtRestAsync();
            var handedOut = sizes.Take(asked + 1).Sum();

            Assert.True(
                input.BytesRead <= handedOut + ReadAhead,
                $"Expected at most {ReadAhead} bytes beyond the {handedOut} of {asked} batches; received {input.BytesRead - handedOut}.");
        }
    }

    [Fact, Behaviour("streaming.early-stop", "Closes the source when nobody asks any more",
        CandidateSentence = "The source stayed open, or was read on, after the caller had stopped early.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Stopping_early_closes_the_source()
    {
        var input = new Input(Csv.Cut(Csv.Bytes(Csv.Text(_people.Take(50))), 64));
        var pipeline = await candidate.PipelineAsync(batchSize: 2);

        var batches = candidate.Read(pipeline, input);
        await batches.NextAsync("The first batch did not come.");
        var stopping = Task.Run(async () => await batches.DisposeAsync());

        await candidate.UntilAsync(() => stopping.IsCompleted && input.IsClosed, () => "The source was not closed.");
    }

    [Fact, Behaviour("streaming.error-closes", "Closes the source when it cannot be used",
        CandidateSentence = "The source stayed open after it had been refused.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_refused_source_is_closed()
    {
        var lines = Csv.Lines(["user_id,username", .. _people.Take(50).Select(user => $"{user.Id},{user.Username}")]);
        Input[] inputs = [Pieces(), Pieces()];
        var pipeline = await candidate.PipelineAsync();

        Task[] calls =
        [
            pipeline.ReadAllAsync(candidate.Named(inputs[0])),
            pipeline.SummarizeAsync(candidate.Named(inputs[1]), CancellationToken.None),
        ];
        await candidate.EndOfAsync(Task.WhenAll(calls), "Reading a source without the columns");

        Assert.All(inputs, input => Assert.NotEqual(0, input.Opened));
        await candidate.UntilAsync(() => inputs.All(input => input.IsClosed), () => "A source was not closed.");

        Input Pieces() => new(Csv.Cut(Csv.Bytes(lines), 64));
    }

    [Fact, Behaviour("streaming.once", "Reads the source once",
        CandidateSentence = "The source was read more than once, or not to its end.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_source_is_read_once()
    {
        Input[] inputs = [new(Csv.Text(_people.Take(5))), new(Csv.Text(_people.Take(5)))];
        var pipeline = await candidate.PipelineAsync();

        Task[] calls =
        [
            pipeline.ReadAllAsync(candidate.Named(inputs[0])),
            pipeline.SummarizeAsync(candidate.Named(inputs[1]), CancellationToken.None),
        ];
        await candidate.EndOfAsync(Task.WhenAll(calls), "Reading a source");

        Assert.Equal([(1, 1), (1, 1)], inputs.Select(input => (input.Opened, input.PiecesRead)));
    }
}
