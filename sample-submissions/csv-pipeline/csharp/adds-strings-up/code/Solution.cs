using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using GradeBench.Contracts.CsvPipeline;

namespace CsvPipeline;

public sealed class Solution : IUserPipeline
{
    private static readonly string[] Columns = { "user_id", "username", "signup_date", "is_active", "monthly_spend" };

    private readonly int batchSize;

    public Solution(UserPipelineOptions options)
    {
        if (options.BatchSize < 1)
            throw new ArgumentOutOfRangeException(nameof(options));
        batchSize = options.BatchSize;
    }

    public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var users = new List<User>();
        var badRows = new List<BadRow>();

        await foreach (var row in ParseAsync(source, cancellationToken))
        {
            if (row.Item1 != null) users.Add(row.Item1);
            if (row.Item2 != null) badRows.Add(row.Item2);

            if (users.Count == batchSize)
            {
                yield return new UserBatch(users.ToList(), badRows.ToList());
                users.Clear();
                badRows.Clear();
            }
        }

        if (users.Count > 0 || badRows.Count > 0)
            yield return new UserBatch(users, badRows);
    }

    public async Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        long count = 0, active = 0, bad = 0;
        double sum = 0;
        var spenders = new List<User>();

        await foreach (var row in ParseAsync(source, cancellationToken))
        {
            if (row.Item1 == null)
            {
                bad++;
                continue;
            }

            count++;
            sum += (double)row.Item1.MonthlySpend;
            if (row.Item1.IsActive) active++;

            if (row.Item1.MonthlySpend > 100)
                spenders.Add(row.Item1);
        }

        decimal average = count == 0 ? 0 : (decimal)Math.Round(sum / count, 2);
        return new UserSummary(count, active, bad, average, spenders.OrderByDescending(u => u.MonthlySpend).Take(10).ToList());
    }

    private static async IAsyncEnumerable<(User?, BadRow?)> ParseAsync(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string text = "";
        int position = 0;
        List<string>? header = null;
        int line = 1;

        await foreach (var piece in Open(source, cancellationToken))
        {
            text += piece;

            // Take complete records off the front as long as there are any
            int end = FindEnd(text, position);
            while (end >= 0)
            {
                string record = text.Substring(position, end - position);
                position = end + 1;

                if (record.Trim() != "")
                {
                    var fields = SplitRecord(record);
                    if (header == null)
                        header = CheckHeader(source, fields);
                    else
                        yield return Convert(fields, header, line);
                }

                line += record.Count(c => c == '\n') + 1;
                end = FindEnd(text, position);
            }

            // Do not keep too much of what is done
            if (position > 100_000)
            {
                text = text.Substring(position);
                position = 0;
            }
        }

        string last = text.Substring(position);
        if (last.Trim() != "")
        {
            var fields = SplitRecord(last);
            if (header == null)
                header = CheckHeader(source, fields);
            else
                yield return Convert(fields, header, line);
        }

        if (header == null)
            throw new CsvSourceException(source.Name, CsvSourceProblem.Empty);
    }

    private static async IAsyncEnumerable<string> Open(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var pieces = source.Content.GetAsyncEnumerator(cancellationToken);
        try
        {
            while (true)
            {
                try
                {
                    if (!await pieces.MoveNextAsync()) break;
                }
                catch (FileNotFoundException ex)
                {
                    throw new CsvSourceException(source.Name, CsvSourceProblem.NotFound, null, ex);
                }
                catch (UnauthorizedAccessException ex)
                {
                    throw new CsvSourceException(source.Name, CsvSourceProblem.AccessDenied, null, ex);
                }

                string text = "";
                var chars = new char[pieces.Current.Length + 1];
                int count = decoder.GetChars(pieces.Current, 0, pieces.Current.Length, chars, 0);
                text += new string(chars, 0, count).Replace("\uFEFF", "");

                yield return text;
            }
        }
        finally
        {
            await pieces.DisposeAsync();
        }
    }

    private static int FindEnd(string text, int start)
    {
        bool quoted = false;
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            if (text[i] == '\n' && !quoted) return i;
        }

        return -1;
    }

    private static List<string> SplitRecord(string record)
    {
        var fields = new List<string>();
        int start = 0;
        bool quoted = false;
        record = record.TrimEnd('\r');

        for (int i = 0; i <= record.Length; i++)
        {
            if (i < record.Length && record[i] == '"')
                quoted = !quoted;

            if (i == record.Length || (record[i] == ',' && !quoted))
            {
                string field = record.Substring(start, i - start);
                if (field.StartsWith('"') && field.EndsWith('"') && field.Length >= 2)
                    field = field.Substring(1, field.Length - 2).Replace("\"\"", "\"");

                fields.Add(field);
                start = i + 1;
            }
        }

        return fields;
    }

    private static List<string> CheckHeader(CsvSource source, List<string> header)
    {
        foreach (var column in Columns)
        {
            if (!header.Contains(column))
                throw new CsvSourceException(source.Name, CsvSourceProblem.MissingColumn, column);
        }

        return header;
    }

    private static (User?, BadRow?) Convert(List<string> fields, List<string> header, int line)
    {
        if (fields.Count != header.Count)
            return (null, new BadRow(line, RowProblem.FieldCount, null));

        foreach (var column in Columns)
        {
            if (string.IsNullOrWhiteSpace(fields[header.IndexOf(column)]))
                return (null, new BadRow(line, RowProblem.Value, column));
        }

        if (!long.TryParse(fields[header.IndexOf("user_id")], out var id) || id <= 0)
            return (null, new BadRow(line, RowProblem.Value, "user_id"));
        if (!DateOnly.TryParseExact(fields[header.IndexOf("signup_date")], "yyyy-MM-dd", out var date))
            return (null, new BadRow(line, RowProblem.Value, "signup_date"));
        if (!bool.TryParse(fields[header.IndexOf("is_active")], out var active))
            return (null, new BadRow(line, RowProblem.Value, "is_active"));
        if (!decimal.TryParse(fields[header.IndexOf("monthly_spend")], NumberStyles.Float, CultureInfo.InvariantCulture, out var spend) || spend < 0)
            return (null, new BadRow(line, RowProblem.Value, "monthly_spend"));

        return (new User(id, fields[header.IndexOf("username")], date, active, spend), null);
    }
}
