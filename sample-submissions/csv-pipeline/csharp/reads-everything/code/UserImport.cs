using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using GradeBench.Contracts.CsvPipeline;

namespace Users;

public sealed class UserImport : IUserPipeline
{
    private readonly int _batchSize;

    public UserImport(UserPipelineOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        _batchSize = options.BatchSize;
    }

    public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(
        CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await LoadAsync(source, cancellationToken);

        var users = new List<User>();
        var bad = new List<BadRow>();
        foreach (var row in rows)
        {
            if (row.User != null) users.Add(row.User);
            if (row.Bad != null) bad.Add(row.Bad);

            if (users.Count == _batchSize)
            {
                yield return new UserBatch(users.ToArray(), bad.ToArray());
                users.Clear();
                bad.Clear();
            }
        }

        if (users.Any() || bad.Any())
            yield return new UserBatch(users, bad);
    }

    public async Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        var rows = await LoadAsync(source, cancellationToken);
        var users = rows.Where(r => r.User != null).Select(r => r.User!).ToList();

        return new UserSummary(
            users.Count,
            users.Count(u => u.IsActive),
            rows.Count(r => r.Bad != null),
            users.Any() ? Math.Round(users.Average(u => u.MonthlySpend), 2, MidpointRounding.AwayFromZero) : 0,
            users.Where(u => u.MonthlySpend > 100)
                .OrderByDescending(u => u.MonthlySpend)
                .ThenBy(u => u.Id)
                .Take(10)
                .ToList());
    }

    // Load the complete file first, that makes the parsing a lot simpler.
    private static async Task<List<Row>> LoadAsync(CsvSource source, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        try
        {
            await foreach (var piece in source.Content.WithCancellation(cancellationToken))
                await memory.WriteAsync(piece, cancellationToken);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
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

        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(memory.ToArray());
        }
        catch (ArgumentException e)
        {
            throw new CsvSourceException(source.Name, CsvSourceProblem.NotText, innerException: e);
        }

        if (text.StartsWith('\uFEFF'))
            text = text[1..];
        if (text.Trim().Length == 0)
            throw new CsvSourceException(source.Name, CsvSourceProblem.Empty);

        return Parse(source.Name, text);
    }

    private static List<Row> Parse(string name, string text)
    {
        var result = new List<Row>();
        List<string>? header = null;
        var line = 1;
        var position = 0;

        while (position < text.Length)
        {
            var start = line;
            var fields = ReadRecord(text, ref position, ref line);
            if (fields.Count == 1 && fields[0] == "")
                continue;

            if (header == null)
            {
                header = fields;
                foreach (var column in new[] { "user_id", "username", "signup_date", "is_active", "monthly_spend" })
                {
                    if (!header.Contains(column))
                        throw new CsvSourceException(name, CsvSourceProblem.MissingColumn, column);
                    if (header.Count(h => h == column) > 1)
                        throw new CsvSourceException(name, CsvSourceProblem.DuplicateColumn, column);
                }

                continue;
            }

            result.Add(ToRow(header, fields, start));
        }

        return result;
    }

    private static List<string> ReadRecord(string text, ref int position, ref int line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;

        for (; position < text.Length; position++)
        {
            var c = text[position];
            if (quoted)
            {
                if (c == '"' && position + 1 < text.Length && text[position + 1] == '"')
                {
                    field.Append('"');
                    position++;
                }
                else if (c == '"')
                {
                    quoted = false;
                }
                else
                {
                    if (c == '\n') line++;
                    field.Append(c);
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == ',')
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (c == '\n')
            {
                line++;
                position++;
                break;
            }
            else if (c != '\r')
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }

    private static Row ToRow(List<string> header, List<string> fields, int line)
    {
        if (fields.Count != header.Count)
            return new Row(null, new BadRow(line, RowProblem.FieldCount, null));

        string Field(string column) => fields[header.IndexOf(column)];
        Row Bad(string column) => new(null, new BadRow(line, RowProblem.Value, column));

        if (!long.TryParse(Field("user_id"), CultureInfo.InvariantCulture, out var id) || id < 1)
            return Bad("user_id");
        if (string.IsNullOrWhiteSpace(Field("username")))
            return Bad("username");
        if (!DateOnly.TryParseExact(Field("signup_date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return Bad("signup_date");
        if (!bool.TryParse(Field("is_active"), out var active))
            return Bad("is_active");
        if (!decimal.TryParse(Field("monthly_spend"), NumberStyles.Number, CultureInfo.InvariantCulture, out var spend) || spend < 0 || spend > 1_000_000_000_000)
            return Bad("monthly_spend");

        return new Row(new User(id, Field("username"), date, active, spend), null);
    }

    private sealed record Row(User? User, BadRow? Bad);
}
