using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using GradeBench.Contracts.CsvPipeline;

namespace Users;

public sealed class UserPipeline : IUserPipeline
{
    private readonly int _batchSize;

    public UserPipeline(UserPipelineOptions options)
    {
        _batchSize = options.BatchSize;
    }

    public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var users = new List<User>();
        var badRows = new List<BadRow>();

        await foreach (var line in ReadLinesAsync(source, cancellationToken))
        {
            var fields = line.Text.Split(',');

            if (!decimal.TryParse(fields[4], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var spend))
            {
                badRows.Add(new BadRow(line.Number, RowProblem.Value, "monthly_spend"));
                continue;
            }

            users.Add(new User(long.Parse(fields[0]), fields[1], DateOnly.Parse(fields[2]), bool.Parse(fields[3]), spend);

            if (users.Count == _batchSize)
            {
                yield return new UserBatch(users, badRows);
                users = new List<User>();
            }
        }
    }

    public async Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        var users = new List<User>();
        await foreach (var batch in ReadBatchesAsync(source, cancellationToken))
            users.AddRange(batch.Users);

        return new UserSummary(users.Count, users.Count(u => u.IsActive), 0, users.Average(u => u.MonthlySpend));
    }

    private static async IAsyncEnumerable<(int Number, string Text)> ReadLinesAsync(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new StringBuilder();
        await foreach (var piece in source.Content.WithCancellation(cancellationToken))
            buffer.Append(Encoding.UTF8.GetString(piece));

        var number = 0;
        foreach (var line in buffer.ToString().Split('\n'))
            yield return (++number, line);
    }
}
