using GradeBench.Assessments.Judge;
using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>What the hidden tests of this pack share.</summary>
internal static class CsvPipelineJudge
{
    /// <summary>For a submission that answers nothing any more; all other waits end earlier.</summary>
    public const int LimitSeconds = 30;

    /// <summary>Batches of a test to which their size does not matter.</summary>
    public const int UsualBatch = 100;

    public static Task<IUserPipeline> PipelineAsync(this Candidate<IUserPipeline> candidate, int batchSize = UsualBatch) =>
        candidate.CreateAsync(new UserPipelineOptions { BatchSize = batchSize });

    /// <summary>The source as a pipeline is given it. Its name is made up, and other in every run.</summary>
    public static CsvSource Named(this Candidate<IUserPipeline> candidate, Input input) => new($"users-{candidate.Seed % 9973}.csv", input);

    /// <summary>Everything a pipeline hands out of a source that can be read.</summary>
    public static async Task<Delivery> ReadAsync(this Candidate<IUserPipeline> candidate, Input input, int batchSize = UsualBatch)
    {
        var pipeline = await candidate.PipelineAsync(batchSize);
        var reading = pipeline.ReadAllAsync(candidate.Named(input));
        await candidate.EndOfAsync(reading, "Reading all batches");
        return await reading;
    }

    public static Task<Delivery> ReadAsync(this Candidate<IUserPipeline> candidate, string text, int batchSize = UsualBatch) =>
        candidate.ReadAsync(new Input(text), batchSize);

    public static async Task<UserSummary> SummarizeAsync(this Candidate<IUserPipeline> candidate, string text)
    {
        var pipeline = await candidate.PipelineAsync();
        var call = pipeline.SummarizeAsync(candidate.Named(new Input(text)), CancellationToken.None);
        await candidate.EndOfAsync(call, "The call of SummarizeAsync");
        return await call;
    }

    /// <summary>Asks for batches until there are no more.</summary>
    public static Task<Delivery> ReadAllAsync(this IUserPipeline pipeline, CsvSource source, CancellationToken cancellationToken = default) =>
        Task.Run(async () =>
        {
            var batches = new List<UserBatch>();
            await foreach (var batch in pipeline.ReadBatchesAsync(source, cancellationToken))
                batches.Add(batch);

            return new Delivery(batches);
        });

    /// <summary>A caller that asks for one batch after the other.</summary>
    public static Batches Read(this Candidate<IUserPipeline> candidate, IUserPipeline pipeline, Input input, CancellationToken cancellationToken = default) =>
        new(candidate, pipeline.ReadBatchesAsync(candidate.Named(input), cancellationToken));

    /// <summary>What both operations throw for a source that cannot be used. They must agree.</summary>
    public static async Task<CsvSourceException> RefusalAsync(this Candidate<IUserPipeline> candidate, Func<Input> input)
    {
        var pipeline = await candidate.PipelineAsync();
        var reading = pipeline.ReadAllAsync(candidate.Named(input()));
        var summing = pipeline.SummarizeAsync(candidate.Named(input()), CancellationToken.None);
        await candidate.EndOfAsync(Task.WhenAll(reading, summing), "Reading a source that cannot be used");

        var ofReading = await Assert.ThrowsAsync<CsvSourceException>(() => reading);
        var ofSumming = await Assert.ThrowsAsync<CsvSourceException>(() => summing);
        Assert.Equal(ofReading.Problem, ofSumming.Problem);
        Assert.Equal(candidate.Named(input()).Name, ofReading.SourceName);
        return ofReading;
    }
}

/// <summary>What a pipeline handed out.</summary>
internal sealed record Delivery(IReadOnlyList<UserBatch> Batches)
{
    public IReadOnlyList<User> Users => [.. Batches.SelectMany(batch => batch.Users)];

    public IReadOnlyList<BadRow> BadRows => [.. Batches.SelectMany(batch => batch.BadRows)];

    public IReadOnlyList<int> Sizes => [.. Batches.Select(batch => batch.Users.Count)];
}
