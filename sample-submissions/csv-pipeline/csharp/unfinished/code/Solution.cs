using GradeBench.Contracts.CsvPipeline;
using System.Runtime.CompilerServices;
using System.Text;

namespace CsvPipeline;

public sealed class Solution : IUserPipeline
{
    private readonly int _batchSize;

    public Solution(UserPipelineOptions options)
    {
        _batchSize = options.BatchSize;
    }

    public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // TODO: stream instead of collecting
        var text = new StringBuilder();
        await foreach (var piece in source.Content)
        {
            text.Append(Encoding.UTF8.GetString(piece));
        }

        var users = new List<User>();
        foreach (var line in text.ToString().Split('\n').Skip(1))
        {
            if (line == "")
            {
                continue;
            }

            // TODO: quotes, bad rows
            var fields = line.Split(',');
            users.Add(new User(
                long.Parse(fields[0]),
                fields[1],
                DateOnly.Parse(fields[2]),
                bool.Parse(fields[3]),
                decimal.Parse(fields[4])));

            if (users.Count == _batchSize)
            {
                yield return new UserBatch(users, new List<BadRow>());
                users = new List<User>();
            }
        }

        yield return new UserBatch(users, new List<BadRow>());
    }

    public Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        // Did not get to this one.
        throw new NotImplementedException();
    }
}
