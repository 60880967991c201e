using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using GradeBench.Contracts.CsvPipeline;

namespace Users;

/// <summary>Leaves the format to CsvHelper, and decides here what is a user.</summary>
public sealed class CsvHelperPipeline : IUserPipeline
{
    private static readonly string[] Columns = ["user_id", "username", "signup_date", "is_active", "monthly_spend"];

    private readonly int _batchSize;

    public CsvHelperPipeline(UserPipelineOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        _batchSize = options.BatchSize;
    }

    public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var users = new List<User>();
        var bad = new List<BadRow>();
        await foreach (var row in RowsAsync(source, cancellationToken))
        {
            if (row.User is not null) users.Add(row.User);
            if (row.Bad is not null) bad.Add(row.Bad);
            if (users.Count < _batchSize) continue;

            yield return new UserBatch(users, bad);
            users = [];
            bad = [];
        }

        if (users.Count > 0 || bad.Count > 0) yield return new UserBatch(users, bad);
    }

    public async Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        long count = 0, active = 0, bad = 0;
        var spend = 0m;
        var top = new List<User>();
        await foreach (var row in RowsAsync(source, cancellationToken))
        {
            if (row.User is not { } user)
            {
                bad++;
                continue;
            }

            count++;
            spend += user.MonthlySpend;
            if (user.IsActive) active++;
            if (user.MonthlySpend <= 100) continue;

            top.Add(user);
            if (top.Count > 20) top = Highest(top);
        }

        var average = count == 0 ? 0 : Math.Round(spend / count, 2, MidpointRounding.AwayFromZero);
        return new UserSummary(count, active, bad, average, Highest(top));
    }

    // Sorting keeps the order of equals, which is that of the source.
    private static List<User> Highest(IEnumerable<User> users) =>
        users.OrderByDescending(user => user.MonthlySpend).ThenBy(user => user.Id).Take(10).ToList();

    private static async IAsyncEnumerable<Row> RowsAsync(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var bytes = new PieceStream(source.Content.GetAsyncEnumerator(cancellationToken));
        using var text = new StreamReader(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));

        var badQuotes = false;
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = _ => badQuotes = true });

        if (!await ReadAsync(parser, source)) throw new CsvSourceException(source.Name, CsvSourceProblem.Empty);

        var header = parser.Record ?? [];
        var places = Columns.ToDictionary(column => column, column => PlaceOf(column, header, source));

        while (await ReadAsync(parser, source))
        {
            cancellationToken.ThrowIfCancellationRequested();
            badQuotes = false;
            var fields = parser.Record ?? [];
            var line = parser.RawRow - parser.RawRecord.AsSpan().TrimEnd("\r\n").Count('\n');

            yield return badQuotes ? new Row(null, new BadRow(line, RowProblem.Quoting, null))
                : fields.Length != header.Length ? new Row(null, new BadRow(line, RowProblem.FieldCount, null))
                : ToRow(fields, places, line);
        }
    }

    private static async Task<bool> ReadAsync(CsvParser parser, CsvSource source)
    {
        try
        {
            var more = await parser.ReadAsync();
            return more && parser.RawRecord.Contains('\0') ? throw new CsvSourceException(source.Name, CsvSourceProblem.NotText) : more;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
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
    }

    private static int PlaceOf(string column, string[] header, CsvSource source) => header.Count(name => name == column) switch
    {
        0 => throw new CsvSourceException(source.Name, CsvSourceProblem.MissingColumn, column),
        1 => Array.IndexOf(header, column),
        _ => throw new CsvSourceException(source.Name, CsvSourceProblem.DuplicateColumn, column),
    };

    private static Row ToRow(string[] fields, Dictionary<string, int> places, long line)
    {
        string Field(string column) => fields[places[column]];
        Row Wrong(string column) => new(null, new BadRow(line, RowProblem.Value, column));

        if (!long.TryParse(Field("user_id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id < 1) return Wrong("user_id");
        if (string.IsNullOrWhiteSpace(Field("username"))) return Wrong("username");
        if (!DateOnly.TryParseExact(Field("signup_date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var signup)) return Wrong("signup_date");
        if (!bool.TryParse(Field("is_active"), out var isActive)) return Wrong("is_active");
        if (!decimal.TryParse(Field("monthly_spend"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var spend) || spend > 1_000_000_000_000m)
            return Wrong("monthly_spend");

        return new Row(new User(id, Field("username"), signup, isActive, spend), null);
    }

    private sealed record Row(User? User, BadRow? Bad);
}
