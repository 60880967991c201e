using GradeBench.Assessments.Judge;
using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>Cancellation of one call: before it, between its batches, and while it waits for the source.</summary>
public sealed class CancellationTests(Candidate<IUserPipeline> candidate)
{
    private readonly People _people = new(candidate.Seed);

    [Fact, Behaviour("cancellation.before", "Reads nothing when it is cancelled beforehand",
        CandidateSentence = "A call whose token was already cancelled read the source, or did not end as cancelled.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_call_cancelled_beforehand_reads_nothing()
    {
        Input[] inputs = [new(Csv.Text(_people.Take(3))), new(Csv.Text(_people.Take(3)))];
        var pipeline = await candidate.PipelineAsync();
        var cancelled = new CancellationToken(canceled: true);

        Task[] calls = [pipeline.ReadAllAsync(candidate.Named(inputs[0]), cancelled), pipeline.SummarizeAsync(candidate.Named(inputs[1]), cancelled)];
        await candidate.EndOfAsync(Task.WhenAll(calls), "A call that was cancelled beforehand");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[0]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[1]);
        Assert.Equal([0, 0], inputs.Select(input => input.PiecesRead));
    }

    [Fact, Behaviour("cancellation.between-batches", "Hands out no further batch once it is cancelled",
        CandidateSentence = "A batch was handed out after the call had been cancelled, or the call did not end as cancelled with its source closed.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_cancelled_call_hands_out_no_further_batch()
    {
        using var cancellation = new CancellationTokenSource();
        var input = new Input(Csv.Text(_people.Take(12)));
        var pipeline = await candidate.PipelineAsync(batchSize: 2);

        await using var batches = candidate.Read(pipeline, input, cancellation.Token);
        await batches.NextAsync("The first batch did not come.");

        // At rest before and after: what it has read ahead, and whether it knows, must not depend on who is faster.
        await candidate.AtRestAsync();
        await cancellation.CancelAsync();
        await candidate.AtRestAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batches.NextAsync("The cancelled call did not end."));
        await candidate.UntilAsync(() => input.IsClosed, () => "The source of the cancelled call was not closed.");
    }

    [Fact, Behaviour("cancellation.while-waiting", "Ends promptly when it is cancelled while it waits for the source",
        CandidateSentence = "A call that was waiting for its source did not end as cancelled until the source went on.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_call_that_waits_for_its_source_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var pieces = Csv.Cut(Csv.Bytes(Csv.Text(_people.Take(6))), 90).ToArray();
        Input[] inputs = [new(pieces) { HoldsAfter = 2 }, new(pieces) { HoldsAfter = 2 }];
        var pipeline = await candidate.PipelineAsync();

        Task[] calls =
        [
            pipeline.ReadAllAsync(candidate.Named(inputs[0]), cancellation.Token),
            pipeline.SummarizeAsync(candidate.Named(inputs[1]), cancellation.Token),
        ];
        await candidate.UntilAsync(() => inputs.All(input => input.IsWaitedFor), () => "The sources were not read up to where they stop.");
        await cancellation.CancelAsync();

        await candidate.EndOfAsync(Task.WhenAll(calls), "A cancelled call that waits for its source");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[0]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[1]);
        await candidate.UntilAsync(() => inputs.All(input => input.IsClosed), () => "The source of a cancelled call was not closed.");
    }

    [Fact, Behaviour("cancellation.only-its-call", "Leaves other calls alone",
        CandidateSentence = "Cancelling one call changed what another one delivered.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Cancelling_a_call_leaves_others_alone()
    {
        using var cancellation = new CancellationTokenSource();
        var users = _people.Take(6);
        var pieces = Csv.Cut(Csv.Bytes(Csv.Text(users)), 90).ToArray();
        Input[] inputs = [new(pieces) { HoldsAfter = 2 }, new(pieces) { HoldsAfter = 2 }];
        var pipeline = await candidate.PipelineAsync();

        var other = pipeline.ReadAllAsync(candidate.Named(inputs[1]));
        var cancelled = pipeline.ReadAllAsync(candidate.Named(inputs[0]), cancellation.Token);
        await candidate.UntilAsync(() => inputs.All(input => input.IsWaitedFor), () => "The sources were not read up to where they stop.");
        await cancellation.CancelAsync();
        await candidate.AtRestAsync();
        inputs[0].Release();
        inputs[1].Release();
        await candidate.EndOfAsync(Task.WhenAll(cancelled, other), "One of two calls");

        Assert.Equal(users, (await other).Users);
        Assert.Equal(users, (await pipeline.ReadAllAsync(candidate.Named(new Input(pieces)))).Users);
    }
}
