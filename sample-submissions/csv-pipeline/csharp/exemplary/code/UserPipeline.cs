using System.Runtime.CompilerServices;
using GradeBench.Contracts.CsvPipeline;

namespace Users;

/// <summary>Reads users from CSV sources. Holds one piece of the source and one batch at a time, and no state between calls.</summary>
public sealed class UserPipeline : IUserPipeline
{
    private readonly int _batchSize;

    public UserPipeline(UserPipelineOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1, nameof(options));
        _batchSize = options.BatchSize;
    }

    public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(
        CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var users = new List<User>();
        var badRows = new List<BadRow>();

        await foreach (var row in ReadRowsAsync(source, cancellationToken))
        {
            if (row.User is { } user)
                users.Add(user);
            else if (row.Bad is { } bad)
                badRows.Add(bad);

            if (users.Count == _batchSize)
            {
                yield return new UserBatch(users, badRows);
                cancellationToken.ThrowIfCancellationRequested();
                (users, badRows) = ([], []);
            }
        }

        if (users.Count > 0 || badRows.Count > 0)
            yield return new UserBatch(users, badRows);
    }

    public async Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        var summary = new SummaryBuilder();

        await foreach (var row in ReadRowsAsync(source, cancellationToken))
            summary.Add(row);

        return summary.Build();
    }

    private static async IAsyncEnumerable<ParsedRow> ReadRowsAsync(
        CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var splitter = new RowSplitter();
        UserColumns? columns = null;

        await foreach (var text in SourceText.ReadAsync(source, cancellationToken))
        {
            foreach (var row in splitter.Split(text))
            {
                if (columns is null)
                    columns = UserColumns.Find(row, source.Name);
                else
                    yield return columns.Parse(row);
            }
        }

        if (splitter.End() is { } last)
        {
            if (columns is null)
                columns = UserColumns.Find(last, source.Name);
            else
                yield return columns.Parse(last);
        }

        if (columns is null)
            throw new CsvSourceException(source.Name, CsvSourceProblem.Empty);
    }
}
