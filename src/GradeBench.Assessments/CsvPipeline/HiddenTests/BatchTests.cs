using GradeBench.Assessments.Judge;
using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>How rows are divided into batches.</summary>
public sealed class BatchTests(Candidate<IUserPipeline> candidate)
{
    private readonly People _people = new(candidate.Seed);

    [Fact, Behaviour("batches.size", "Hands out batches of the size asked for, in the order of the source",
        CandidateSentence = "Batches before the last one had more or fewer users than asked for, or users were out of order.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Batches_are_as_large_as_asked_for()
    {
        var size = _people.Random.Next(3, 9);
        var users = _people.Take((3 * size) + 2);

        var delivery = await candidate.ReadAsync(Csv.Text(users), size);

        Assert.Equal([size, size, size], delivery.Sizes.Take(3));
        Assert.Equal(users[..(3 * size)], delivery.Users.Take(3 * size));
    }

    [Fact, Behaviour("batches.last", "Ends with what is left, and with no empty batch",
        CandidateSentence = "What was left for the last batch was lost, or an empty batch came at the end.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task The_last_batch_holds_the_rest()
    {
        var size = _people.Random.Next(3, 9);
        var rest = _people.Random.Next(1, size);

        var partial = await candidate.ReadAsync(Csv.Text(_people.Take(size + rest)), size);
        var full = await candidate.ReadAsync(Csv.Text(_people.Take(2 * size)), size);

        Assert.Equal([size, rest], partial.Sizes);
        Assert.Equal([size, size], full.Sizes);
    }

    [Fact, Behaviour("batches.reports", "Hands reports out with the batch during which the rows were met",
        CandidateSentence = "Bad rows were not reported with the batch during which they were met, or not at all after the last user.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Reports_come_with_their_batch()
    {
        string[] lines = [Good(), Bad(), Good(), Bad(), Bad(), Good(), Good(), Bad()];

        var delivery = await candidate.ReadAsync(Csv.Lines([Csv.Header, .. lines]), batchSize: 2);

        Assert.Equal([(2, 1), (2, 2), (0, 1)], delivery.Batches.Select(batch => (batch.Users.Count, batch.BadRows.Count)));

        string Good() => Csv.Row(_people.Next());
        string Bad() => Csv.RowWith(_people.Next(), "is_active", "maybe");
    }

    [Fact, Behaviour("options.batch-size", "Refuses to be made with a batch size below one",
        CandidateSentence = "A pipeline with a batch size below one was not refused with an ArgumentOutOfRangeException.", LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task A_batch_size_below_one_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentOutOfRangeException>(() => candidate.PipelineAsync(0));
        await Assert.ThrowsAnyAsync<ArgumentOutOfRangeException>(() => candidate.PipelineAsync(-_people.Random.Next(1, 100)));
    }
}
