using GradeBench.Assessments.Judge;
using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>Several calls at the same time, and what they cost while they wait.</summary>
public sealed class IsolationTests(Candidate<IUserPipeline> candidate)
{
    // More than the threads of the submission's pool, which gets no more when they are blocked.
    private const int Many = 40;

    private readonly People _people = new(candidate.Seed);

    [Fact, Behaviour("isolation.interleaved", "Keeps calls at the same time apart",
        CandidateSentence = "Two calls at the same time got each other's rows, columns, lines or totals.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Calls_at_the_same_time_do_not_mix()
    {
        var pipeline = await candidate.PipelineAsync(batchSize: 2);
        User[][] users = [_people.Take(8), _people.Take(8)];
        Input[] inputs = [new(Pieces(users[0])), new(Pieces(users[1]))];

        await using var first = candidate.Read(pipeline, inputs[0]);
        await using var second = candidate.Read(pipeline, inputs[1]);
        var received = new List<UserBatch>[] { [], [] };
        for (var round = 0; round < 4; round++)
        {
            foreach (var (batches, place) in new[] { (first, 0), (second, 1) })
            {
                if (await batches.NextAsync("A batch of one of two calls did not come.") is { } batch)
                    received[place].Add(batch);
            }

            var summing = pipeline.SummarizeAsync(candidate.Named(new Input(Pieces(users[round % 2]))), CancellationToken.None);
            await candidate.EndOfAsync(summing, "A summary between batches");
            Assert.Equal((8L, users[round % 2].LongCount(user => user.IsActive)), ((await summing).Users, (await summing).ActiveUsers));
        }

        Assert.Equal(users, received.Select(batches => batches.SelectMany(batch => batch.Users).ToArray()));

        static IEnumerable<byte[]> Pieces(User[] users) => Csv.Cut(Csv.Bytes(Csv.Text(users)), 33);
    }

    [Fact, Behaviour("isolation.waiting", "Blocks no threads while calls wait for their sources",
        CandidateSentence = "Very many calls that waited for their sources kept each other from starting, as they do when each blocks a thread.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Dozens_of_calls_can_wait_at_once()
    {
        var users = _people.Take(3);
        Input[] inputs = [.. Enumerable.Range(0, Many).Select(_ => new Input([Csv.Bytes(Csv.Header + "\n"), Csv.Bytes(Csv.Text(users)[(Csv.Header.Length + 1)..])]) { HoldsAfter = 1 })];
        var pipeline = await candidate.PipelineAsync();

        var calls = inputs.Select(input => pipeline.SummarizeAsync(candidate.Named(input), CancellationToken.None)).ToList();
        await candidate.UntilAsync(
            () => inputs.All(input => input.IsWaitedFor),
            () => $"Expected {Many} calls to wait at once; received {inputs.Count(input => input.IsWaitedFor)}.",
            Task.WhenAny(calls));

        foreach (var input in inputs)
            input.Release();

        await candidate.EndOfAsync(Task.WhenAll(calls), "One of many calls");
        Assert.All(await Task.WhenAll(calls), summary => Assert.Equal(3, summary.Users));
    }
}
