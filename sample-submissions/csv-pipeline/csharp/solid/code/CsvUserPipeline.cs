using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using GradeBench.Contracts.CsvPipeline;

namespace Import;

/// <summary>
/// Decodes the source piece by piece, cuts the text into records and the records into users.
/// Everything lives in locals, so calls cannot get in each other's way.
/// </summary>
public sealed class CsvUserPipeline : IUserPipeline
{
    private static readonly string[] RequiredColumns = ["user_id", "username", "signup_date", "is_active", "monthly_spend"];

    private readonly int _batchSize;

    public CsvUserPipeline(UserPipelineOptions options)
    {
        if (options.BatchSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.BatchSize, "A batch needs at least one user.");
        }

        _batchSize = options.BatchSize;
    }

    public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(
        CsvSource source,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var users = new List<User>(_batchSize);
        var bad = new List<BadRow>();

        await foreach (var (user, badRow) in ReadAsync(source, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();

            if (user is not null)
            {
                users.Add(user);
            }

            if (badRow is not null)
            {
                bad.Add(badRow);
            }

            if (users.Count == _batchSize)
            {
                yield return new UserBatch(users, bad);
                users = new List<User>(_batchSize);
                bad = new List<BadRow>();
            }
        }

        if (users.Count > 0 || bad.Count > 0)
        {
            yield return new UserBatch(users, bad);
        }
    }

    public async Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        long total = 0, active = 0, skipped = 0;
        decimal sum = 0;
        var top = new PriorityQueue<User, (decimal, long)>();

        await foreach (var (user, _) in ReadAsync(source, cancellationToken))
        {
            if (user is null)
            {
                skipped++;
                continue;
            }

            total++;
            sum += user.MonthlySpend;
            if (user.IsActive)
            {
                active++;
            }

            if (user.MonthlySpend > 100)
            {
                // The queue gives the smallest first, so the id is negated: of equal spenders the higher id goes out first.
                top.Enqueue(user, (user.MonthlySpend, -user.Id));
                if (top.Count > 10)
                {
                    top.Dequeue();
                }
            }
        }

        var average = total == 0 ? 0 : Math.Round(sum / total, 2);
        var spenders = top.UnorderedItems
            .Select(item => item.Element)
            .OrderByDescending(user => user.MonthlySpend)
            .ThenBy(user => user.Id)
            .ToList();

        return new UserSummary(total, active, skipped, average, spenders);
    }

    private static async IAsyncEnumerable<(User? User, BadRow? Bad)> ReadAsync(
        CsvSource source,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new RecordReader();
        Dictionary<string, int>? columns = null;

        await foreach (var text in TextAsync(source, cancellationToken))
        {
            foreach (var record in reader.Read(text))
            {
                if (columns is null)
                {
                    columns = ReadHeader(source, record);
                    continue;
                }

                yield return ToUser(record, columns);
            }
        }

        if (reader.Finish() is { } last)
        {
            if (columns is null)
            {
                columns = ReadHeader(source, last);
            }
            else
            {
                yield return ToUser(last, columns);
            }
        }

        if (columns is null)
        {
            throw new CsvSourceException(source.Name, CsvSourceProblem.Empty);
        }
    }

    private static async IAsyncEnumerable<string> TextAsync(
        CsvSource source,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var decoder = new UTF8Encoding(false, true).GetDecoder();
        var first = true;

        await using var pieces = source.Content.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            string text;
            bool more;
            try
            {
                more = await pieces.MoveNextAsync();
                var bytes = more ? pieces.Current : [];
                var chars = new char[decoder.GetCharCount(bytes, 0, bytes.Length, !more)];
                decoder.GetChars(bytes, 0, bytes.Length, chars, 0, !more);
                text = new string(chars);
            }
            catch (FileNotFoundException e)
            {
                throw new CsvSourceException(source.Name, CsvSourceProblem.NotFound, innerException: e);
            }
            catch (DirectoryNotFoundException e)
            {
                throw new CsvSourceException(source.Name, CsvSourceProblem.NotFound, innerException: e);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new CsvSourceException(source.Name, CsvSourceProblem.AccessDenied, innerException: e);
            }
            catch (IOException e)
            {
                throw new CsvSourceException(source.Name, CsvSourceProblem.ReadFailed, innerException: e);
            }
            catch (DecoderFallbackException e)
            {
                throw new CsvSourceException(source.Name, CsvSourceProblem.NotText, innerException: e);
            }

            if (text.Contains('\0'))
            {
                throw new CsvSourceException(source.Name, CsvSourceProblem.NotText);
            }

            if (first && text.Length > 0)
            {
                first = false;
                text = text.TrimStart('\uFEFF');
            }

            yield return text;

            if (!more)
            {
                yield break;
            }
        }
    }

    private static Dictionary<string, int> ReadHeader(CsvSource source, Record header)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Fields.Count; i++)
        {
            columns[header.Fields[i]] = i;
        }

        foreach (var name in RequiredColumns)
        {
            if (!columns.ContainsKey(name))
            {
                throw new CsvSourceException(source.Name, CsvSourceProblem.MissingColumn, name);
            }
        }

        columns[""] = header.Fields.Count;
        return columns;
    }

    private static (User? User, BadRow? Bad) ToUser(Record record, Dictionary<string, int> columns)
    {
        if (record.IsMalformed)
        {
            return (null, new BadRow(record.Line, RowProblem.Quoting, null));
        }

        if (record.Fields.Count != columns[""])
        {
            return (null, new BadRow(record.Line, RowProblem.FieldCount, null));
        }

        string Field(string name) => record.Fields[columns[name]];
        (User?, BadRow?) Wrong(string name) => (null, new BadRow(record.Line, RowProblem.Value, name));

        if (!long.TryParse(Field("user_id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == 0)
        {
            return Wrong("user_id");
        }

        if (string.IsNullOrWhiteSpace(Field("username")))
        {
            return Wrong("username");
        }

        if (!DateOnly.TryParseExact(Field("signup_date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return Wrong("signup_date");
        }

        if (!bool.TryParse(Field("is_active"), out var active))
        {
            return Wrong("is_active");
        }

        if (!decimal.TryParse(Field("monthly_spend"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var spend)
            || spend > 1_000_000_000_000m)
        {
            return Wrong("monthly_spend");
        }

        return (new User(id, Field("username"), date, active, spend), null);
    }
}
