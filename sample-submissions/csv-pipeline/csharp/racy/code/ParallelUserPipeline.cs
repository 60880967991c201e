using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using GradeBench.Contracts.CsvPipeline;

namespace Users;

/// <summary>Reads in the background while rows are parsed and counted.</summary>
public sealed class ParallelUserPipeline : IUserPipeline
{
    private readonly int _batchSize;
    private readonly List<BadRow> _badRows = new();
    private long _users;
    private long _active;
    private decimal _spend;

    public ParallelUserPipeline(UserPipelineOptions options)
    {
        if (options.BatchSize < 1)
            throw new ArgumentOutOfRangeException(nameof(options), "The batch size must be positive.");

        _batchSize = options.BatchSize;
    }

    public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var users = new List<User>();
        _badRows.Clear();

        await foreach (var row in ReadInBackground(source).ReadAllAsync(cancellationToken))
        {
            if (Parse(row) is { } user)
                users.Add(user);

            if (users.Count == _batchSize)
            {
                yield return new UserBatch(users, _badRows.ToList());
                users = new List<User>();
                _badRows.Clear();
            }
        }

        if (users.Count > 0 || _badRows.Count > 0)
            yield return new UserBatch(users, _badRows.ToList());
    }

    public async Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        _users = 0;
        _active = 0;
        _spend = 0;
        _badRows.Clear();
        var spenders = new List<User>();

        // Count on another thread, so that reading and counting go on at the same time
        var rows = ReadInBackground(source);
        await Task.Run(async () =>
        {
            await foreach (var row in rows.ReadAllAsync(cancellationToken))
            {
                if (Parse(row) is not { } user)
                    continue;

                _users++;
                _spend += user.MonthlySpend;
                if (user.IsActive)
                    _active++;

                if (user.MonthlySpend > 100)
                    spenders.Add(user);
            }
        }, cancellationToken);

        return new UserSummary(
            _users,
            _active,
            _badRows.Count,
            _users == 0 ? 0 : decimal.Round(_spend / _users, 2, MidpointRounding.AwayFromZero),
            spenders.OrderByDescending(u => u.MonthlySpend).ThenBy(u => u.Id).Take(10).ToList());
    }

    private static ChannelReader<Row> ReadInBackground(CsvSource source)
    {
        var channel = Channel.CreateUnbounded<Row>();

        _ = Task.Run(async () =>
        {
            try
            {
                await foreach (var row in RowsAsync(source))
                    await channel.Writer.WriteAsync(row);

                channel.Writer.Complete();
            }
            catch (Exception e)
            {
                channel.Writer.Complete(Translate(source, e));
            }
        });

        return channel.Reader;
    }

    private static Exception Translate(CsvSource source, Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => new CsvSourceException(source.Name, CsvSourceProblem.NotFound, null, e),
        UnauthorizedAccessException => new CsvSourceException(source.Name, CsvSourceProblem.AccessDenied, null, e),
        IOException => new CsvSourceException(source.Name, CsvSourceProblem.ReadFailed, null, e),
        DecoderFallbackException => new CsvSourceException(source.Name, CsvSourceProblem.NotText, null, e),
        _ => e,
    };

    private User? Parse(Row row)
    {
        string? wrong = null;

        if (row.Fields.Count != row.Header.Count)
        {
            _badRows.Add(new BadRow(row.Line, RowProblem.FieldCount, null));
            return null;
        }

        if (!long.TryParse(row["user_id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id < 1)
            wrong = "user_id";
        if (string.IsNullOrWhiteSpace(row["username"]))
            wrong = "username";
        if (!DateOnly.TryParseExact(row["signup_date"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            wrong = "signup_date";
        if (!bool.TryParse(row["is_active"], out var active))
            wrong = "is_active";
        if (!decimal.TryParse(row["monthly_spend"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var spend))
            wrong = "monthly_spend";

        if (wrong != null)
        {
            _badRows.Add(new BadRow(row.Line, RowProblem.Value, wrong));
            return null;
        }

        return new User(id, row["username"], date, active, spend);
    }

    private static async IAsyncEnumerable<Row> RowsAsync(CsvSource source)
    {
        var decoder = new UTF8Encoding(false, true).GetDecoder();
        var field = new StringBuilder();
        var fields = new List<string>();
        List<string>? header = null;
        var quoted = false;
        var closed = false;
        long line = 1;
        long first = 1;

        await foreach (var piece in source.Content)
        {
            var text = new char[decoder.GetCharCount(piece, 0, piece.Length)];
            decoder.GetChars(piece, 0, piece.Length, text, 0);

            foreach (var c in text)
            {
                if (c == '\n')
                    line++;

                if (quoted && c != '"')
                {
                    field.Append(c);
                }
                else if (c == '"')
                {
                    // the second of two quotes is one in the text
                    if (!quoted && closed)
                        field.Append('"');
                    quoted = !quoted;
                    closed = !quoted;
                }
                else if (c == ',')
                {
                    fields.Add(field.ToString());
                    field.Clear();
                    closed = false;
                }
                else if (c == '\n')
                {
                    closed = false;
                    if (fields.Count > 0 || field.Length > 0)
                    {
                        fields.Add(field.ToString());
                        field.Clear();
                        if (header == null)
                            header = CheckHeader(source, fields);
                        else
                            yield return new Row(header, first, fields);
                        fields = new List<string>();
                    }

                    first = line;
                }
                else if (c != '\r' && c != '\uFEFF')
                {
                    field.Append(c);
                }
            }
        }

        if (fields.Count > 0 || field.Length > 0)
        {
            fields.Add(field.ToString());
            if (header == null)
                header = CheckHeader(source, fields);
            else
                yield return new Row(header, first, fields);
        }

        if (header == null)
            throw new CsvSourceException(source.Name, CsvSourceProblem.Empty);
    }

    private static List<string> CheckHeader(CsvSource source, List<string> header)
    {
        foreach (var name in new[] { "user_id", "username", "signup_date", "is_active", "monthly_spend" })
        {
            if (!header.Contains(name))
                throw new CsvSourceException(source.Name, CsvSourceProblem.MissingColumn, name);
        }

        return header;
    }

    private sealed record Row(List<string> Header, long Line, List<string> Fields)
    {
        public string this[string column] => Fields[Header.IndexOf(column)];
    }
}
